package io.streamspace.agent.tck;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A viewer that speaks as much RFB (RFC 6143) as it takes to notice a byte that was lost, repeated or changed: each message's length follows
 * from the one before, so that either side loses its place at the first mistake. Asks for the raw encoding only.
 */
final class RfbViewer implements AutoCloseable {
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_PASSWORD = 1;
    private static final int FIXED_INIT_BYTES = 24;
    private static final int PIXEL_BITS_AT = 4;
    private static final int NAME_LENGTH_AT = 20;
    private static final int PASTE_BYTES = 64 * 1024;

    private final ByteLine line;
    private int width;
    private int height;
    private int pixelBytes;

    private RfbViewer(ByteLine line) {
        this.line = line;
    }

    /** Shakes hands as a viewer that shares the desktop with others. Closes the line if that fails. */
    static RfbViewer on(ByteLine line) throws IOException, InterruptedException {
        var viewer = new RfbViewer(line);
        try {
            viewer.shakeHands();
            return viewer;
        } catch (IOException | InterruptedException e) {
            line.close();
            throw e;
        }
    }

    private void shakeHands() throws IOException, InterruptedException {
        expect(
                new String(line.read(VERSION.length), StandardCharsets.US_ASCII).startsWith("RFB 003."),
                "no RFB banner");
        line.write(VERSION);
        byte[] securityTypes = line.read(Byte.toUnsignedInt(line.read(1)[0]));
        boolean open = contains(securityTypes, NO_PASSWORD);
        expect(open, "the desktop wants a password; start it for this kit with security type None");
        line.write(new byte[] {NO_PASSWORD});
        expect(ByteBuffer.wrap(line.read(4)).getInt() == 0, "the desktop refuses a viewer without password");
        line.write(new byte[] {1});
        ByteBuffer init = ByteBuffer.wrap(line.read(FIXED_INIT_BYTES));
        width = Short.toUnsignedInt(init.getShort(0));
        height = Short.toUnsignedInt(init.getShort(2));
        pixelBytes = init.get(PIXEL_BITS_AT) / Byte.SIZE;
        line.read(init.getInt(NAME_LENGTH_AT));
        line.write(new byte[] {2, 0, 0, 1, 0, 0, 0, 0});
    }

    /** Asks for the whole picture. */
    void ask() throws IOException, InterruptedException {
        line.write(message(out -> {
            out.write(new byte[] {3, 0, 0, 0, 0, 0});
            out.writeShort(width);
            out.writeShort(height);
        }));
    }

    /** Sends a text for the desktop's clipboard, and moves the pointer. */
    void paste() throws IOException, InterruptedException {
        byte[] text = new byte[PASTE_BYTES];
        Arrays.fill(text, (byte) 'x');
        line.write(message(out -> {
            out.write(new byte[] {6, 0, 0, 0});
            out.writeInt(text.length);
            out.write(text);
            out.write(new byte[] {5, 0, 0, 1, 0, 1});
        }));
    }

    /** Reads until the whole picture has come; returns its pixels. */
    byte[] picture() throws IOException, InterruptedException {
        byte[] pixels = new byte[width * height * pixelBytes];
        long left = (long) width * height;
        while (left > 0) {
            left -= readMessage(pixels);
        }
        return pixels;
    }

    /** Returns how many pixels came. */
    private long readMessage(byte[] pixels) throws IOException, InterruptedException {
        int type = line.read(1)[0];
        switch (type) {
            case 0 -> {
                return readUpdate(pixels);
            }
            case 1 -> line.read(ByteBuffer.wrap(line.read(5)).getShort(3) * 6);
            case 2 -> {}
            case 3 -> line.read(ByteBuffer.wrap(line.read(7)).getInt(3));
            default -> throw outOfStep("a message of type " + type);
        }
        return 0;
    }

    private long readUpdate(byte[] pixels) throws IOException, InterruptedException {
        int count = Short.toUnsignedInt(ByteBuffer.wrap(line.read(3)).getShort(1));
        long read = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer head = ByteBuffer.wrap(line.read(12));
            int x = Short.toUnsignedInt(head.getShort());
            int y = Short.toUnsignedInt(head.getShort());
            int w = Short.toUnsignedInt(head.getShort());
            int h = Short.toUnsignedInt(head.getShort());
            int encoding = head.getInt();
            if (encoding != 0 || x + w > width || y + h > height) {
                throw outOfStep("a rectangle of " + w + "x" + h + " at " + x + "," + y + " in encoding " + encoding);
            }
            for (int row = 0; row < h; row++) {
                byte[] bytes = line.read(w * pixelBytes);
                System.arraycopy(bytes, 0, pixels, ((y + row) * width + x) * pixelBytes, bytes.length);
            }
            read += (long) w * h;
        }
        return read;
    }

    private static IOException outOfStep(String seen) {
        return new IOException("bytes were lost or changed on the way: the desktop seems to have sent " + seen);
    }

    private static void expect(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    private static boolean contains(byte[] bytes, int wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        fields.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        line.close();
    }
}
