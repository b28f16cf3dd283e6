package io.streamspace.agent.internal.demo.rfb;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A viewer of a few lines that keeps its own copy of the picture, as packed pixels of its format. */
public final class TestViewer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    /** One rectangle of an update, as its header said. */
    public record Received(int encoding, Rect area) {}

    private final Socket socket;
    private final DataInputStream in;
    private final ZrleDecoder zrle = new ZrleDecoder();
    private final List<String> cutTexts = new ArrayList<>();
    private PixelFormat format = PixelFormat.NATIVE;
    private int width;
    private int height;
    private int[] pixels = {};
    private String name = "";
    private int lastSizeReason = -1;
    private int lastSizeStatus = -1;

    private TestViewer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    public static TestViewer connect(InetSocketAddress address) throws IOException {
        TestViewer viewer = unconnected(address);
        viewer.in.readFully(new byte[12]);
        viewer.send(new Bytes().put("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)));
        viewer.in.readFully(new byte[viewer.in.readUnsignedByte()]);
        viewer.send(new Bytes().u8(1));
        viewer.in.readInt();
        viewer.send(new Bytes().u8(1));
        viewer.readServerInit();
        return viewer;
    }

    /** Connected by TCP, nothing said. */
    static TestViewer unconnected(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new TestViewer(socket);
    }

    void readServerInit() throws IOException {
        resized(in.readUnsignedShort(), in.readUnsignedShort());
        PixelFormat.read(in);
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        name = new String(bytes, StandardCharsets.UTF_8);
    }

    void use(PixelFormat wanted) throws IOException {
        Bytes message = new Bytes().u8(0).zeros(3);
        wanted.write(message);
        send(message);
        format = wanted;
    }

    public TestViewer encodings(int... numbers) throws IOException {
        Bytes message = new Bytes().u8(2).u8(0).u16(numbers.length);
        for (int number : numbers) {
            message.u32(number);
        }
        send(message);
        return this;
    }

    public void request(boolean incremental) throws IOException {
        request(incremental, new Rect(0, 0, width, height));
    }

    void request(boolean incremental, Rect area) throws IOException {
        send(new Bytes()
                .u8(3)
                .u8(incremental ? 1 : 0)
                .u16(area.x())
                .u16(area.y())
                .u16(area.width())
                .u16(area.height()));
    }

    public void key(int keysym) throws IOException {
        key(true, keysym);
        key(false, keysym);
    }

    public void key(boolean down, int keysym) throws IOException {
        send(new Bytes().u8(4).u8(down ? 1 : 0).zeros(2).u32(keysym));
    }

    public void pointer(int buttons, int x, int y) throws IOException {
        send(new Bytes().u8(5).u8(buttons).u16(x).u16(y));
    }

    public void cut(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        send(new Bytes().u8(6).zeros(3).u32(bytes.length).put(bytes));
    }

    public void desktopSize(int newWidth, int newHeight) throws IOException {
        Bytes message =
                new Bytes().u8(251).u8(0).u16(newWidth).u16(newHeight).u8(1).u8(0);
        send(message.u32(0).u16(0).u16(0).u16(newWidth).u16(newHeight).u32(0));
    }

    void send(Bytes message) throws IOException {
        OutputStream out = socket.getOutputStream();
        message.writeTo(out);
        out.flush();
    }

    DataInputStream in() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    public String name() {
        return name;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int[] pixels() {
        return pixels;
    }

    public List<String> cutTexts() {
        return cutTexts;
    }

    int lastSizeReason() {
        return lastSizeReason;
    }

    int lastSizeStatus() {
        return lastSizeStatus;
    }

    /** Reads messages up to the next update and applies it. */
    public List<Received> update() throws IOException {
        while (in.readUnsignedByte() == 3) {
            readCutText();
        }
        in.readUnsignedByte();
        int count = in.readUnsignedShort();
        List<Received> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(rectangle());
        }
        return received;
    }

    /** Reads one cut text, which must be the next message. */
    public String cutText() throws IOException {
        if (in.readUnsignedByte() != 3) {
            throw new IOException("an update came before the cut text");
        }
        readCutText();
        return cutTexts.getLast();
    }

    private void readCutText() throws IOException {
        in.readFully(new byte[3]);
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        cutTexts.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private Received rectangle() throws IOException {
        Rect area = new Rect(
                in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
        int encoding = in.readInt();
        switch (encoding) {
            case ViewerFormat.RAW -> place(area, raw(area.width() * area.height()));
            case ViewerFormat.ZRLE -> place(area, zrle(area));
            case ViewerFormat.CURSOR -> {
                raw(area.width() * area.height());
                in.readFully(new byte[(area.width() + 7) / 8 * area.height()]);
            }
            case ViewerFormat.DESKTOP_SIZE -> resized(area.width(), area.height());
            case ViewerFormat.EXTENDED_DESKTOP_SIZE -> extendedSize(area);
            default -> throw new IOException("encoding " + encoding + " was not asked for");
        }
        return new Received(encoding, area);
    }

    private void extendedSize(Rect area) throws IOException {
        int screens = in.readUnsignedByte();
        in.readFully(new byte[3 + 16 * screens]);
        lastSizeReason = area.x();
        lastSizeStatus = area.y();
        resized(area.width(), area.height());
    }

    private int[] raw(int count) throws IOException {
        byte[] bytes = new byte[count * format.pixelBytes().count()];
        in.readFully(bytes);
        DataInput pixelsIn = PixelReader.over(bytes);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = PixelReader.read(pixelsIn, format.pixelBytes());
        }
        return values;
    }

    private int[] zrle(Rect area) throws IOException {
        byte[] packed = new byte[in.readInt()];
        in.readFully(packed);
        return zrle.decode(packed, area.width(), area.height(), format.compactPixelBytes());
    }

    private void place(Rect area, int[] values) {
        for (int row = 0; row < area.height(); row++) {
            System.arraycopy(values, row * area.width(), pixels, (area.y() + row) * width + area.x(), area.width());
        }
    }

    private void resized(int newWidth, int newHeight) {
        if (newWidth != width || newHeight != height) {
            width = newWidth;
            height = newHeight;
            pixels = new int[width * height];
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        zrle.close();
    }

    /** Reads a pixel as the viewer's format says. */
    static final class PixelReader {
        private PixelReader() {}

        static int read(DataInput in, PixelBytes bytes) throws IOException {
            int value = 0;
            for (int i = 0; i < bytes.count(); i++) {
                int place = bytes.bigEndian() ? bytes.count() - 1 - i : i;
                value |= in.readUnsignedByte() << (bytes.shift() + 8 * place);
            }
            return value;
        }

        static DataInput over(byte[] bytes) {
            return new DataInputStream(new ByteArrayInputStream(bytes));
        }
    }
}
