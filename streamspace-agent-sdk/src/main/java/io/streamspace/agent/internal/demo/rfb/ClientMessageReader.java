package io.streamspace.agent.internal.demo.rfb;

import io.streamspace.agent.internal.demo.rfb.ClientMessage.CutText;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.Key;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.Pointer;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetDesktopSize;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetEncodings;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetPixelFormat;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.UpdateRequest;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one message after another; memory for a message is bounded before it is read. */
final class ClientMessageReader {
    static final int LONGEST_CUT_TEXT = 256 * 1024;
    private static final int MOST_SCREENS = 16;
    private static final int BYTES_PER_SCREEN = 16;

    private final DataInput in;

    ClientMessageReader(DataInput in) {
        this.in = in;
    }

    /** Throws {@link java.io.EOFException} at the end and {@link RfbException} on what no client may send. */
    ClientMessage read() throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case 0 -> setPixelFormat();
            case 2 -> setEncodings();
            case 3 -> updateRequest();
            case 4 -> key();
            case 5 -> new Pointer(in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort());
            case 6 -> cutText();
            case 251 -> setDesktopSize();
            default -> throw new RfbException("message type " + type + " is unknown");
        };
    }

    private SetPixelFormat setPixelFormat() throws IOException {
        skip(3);
        return new SetPixelFormat(PixelFormat.read(in));
    }

    private SetEncodings setEncodings() throws IOException {
        skip(1);
        int count = in.readUnsignedShort();
        List<Integer> encodings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            encodings.add(in.readInt());
        }
        return new SetEncodings(List.copyOf(encodings));
    }

    private UpdateRequest updateRequest() throws IOException {
        boolean incremental = in.readUnsignedByte() != 0;
        return new UpdateRequest(
                incremental,
                new Rect(
                        in.readUnsignedShort(),
                        in.readUnsignedShort(),
                        in.readUnsignedShort(),
                        in.readUnsignedShort()));
    }

    private Key key() throws IOException {
        boolean down = in.readUnsignedByte() != 0;
        skip(2);
        return new Key(down, in.readInt());
    }

    private CutText cutText() throws IOException {
        skip(3);
        int length = in.readInt();
        if (length < 0 || length > LONGEST_CUT_TEXT) {
            throw new RfbException("cut text of " + Integer.toUnsignedString(length) + " bytes is too long");
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return new CutText(new String(text, StandardCharsets.ISO_8859_1));
    }

    private SetDesktopSize setDesktopSize() throws IOException {
        skip(1);
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        int screens = in.readUnsignedByte();
        skip(1);
        if (screens > MOST_SCREENS) {
            throw new RfbException("a layout of " + screens + " screens is too much");
        }
        skip(screens * BYTES_PER_SCREEN);
        return new SetDesktopSize(width, height);
    }

    private void skip(int count) throws IOException {
        in.readFully(new byte[count]);
    }
}
