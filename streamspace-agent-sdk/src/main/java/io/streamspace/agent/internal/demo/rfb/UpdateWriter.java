package io.streamspace.agent.internal.demo.rfb;

import io.streamspace.agent.internal.demo.rfb.Outgoing.Patch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes server messages. Patches go out in strips, so that memory per viewer is one strip and not a whole screen.
 * Belongs to the viewer's writing thread.
 */
final class UpdateWriter implements AutoCloseable {
    private static final int STRIP = 64;

    private final OutputStream out;
    private final Bytes buffer = new Bytes();
    private final Encoder raw = new RawEncoder();
    private final ZrleEncoder zrle = new ZrleEncoder();

    UpdateWriter(OutputStream out) {
        this.out = out;
    }

    void write(Outgoing.Pixels update) throws IOException {
        int rects = update.cursor() == null ? 0 : 1;
        for (Patch patch : update.patches()) {
            rects += (patch.area().height() + STRIP - 1) / STRIP;
        }
        buffer.clear().u8(0).u8(0).u16(rects);
        if (update.cursor() != null) {
            cursor(update.cursor(), update.format().pixels());
        }
        send();
        Encoder encoder = update.format().zrle() ? zrle : raw;
        for (Patch patch : update.patches()) {
            strips(patch, encoder, update.format().pixels());
        }
        out.flush();
    }

    void write(Outgoing.Size size) throws IOException {
        SizeNews news = size.news();
        buffer.clear().u8(0).u8(0).u16(1);
        if (size.format().extendedDesktopSize()) {
            header(news.reason(), news.status(), news.width(), news.height(), ViewerFormat.EXTENDED_DESKTOP_SIZE);
            buffer.u8(1).zeros(3);
            buffer.u32(0).u16(0).u16(0).u16(news.width()).u16(news.height()).u32(0);
        } else {
            header(0, 0, news.width(), news.height(), ViewerFormat.DESKTOP_SIZE);
        }
        send();
        out.flush();
    }

    /** Characters that Latin-1 lacks become question marks, as RFC 6143, 7.6.4 knows no others. */
    void write(Outgoing.CutText cut) throws IOException {
        byte[] text = cut.text().getBytes(StandardCharsets.ISO_8859_1);
        buffer.clear().u8(3).zeros(3).u32(text.length).put(text);
        send();
        out.flush();
    }

    @Override
    public void close() {
        zrle.close();
    }

    private void strips(Patch patch, Encoder encoder, PixelFormat format) throws IOException {
        Rect area = patch.area();
        for (int top = 0; top < area.height(); top += STRIP) {
            int rows = Math.min(STRIP, area.height() - top);
            int[] packed = new int[rows * area.width()];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = format.pack(patch.pixels()[top * area.width() + i]);
            }
            header(area.x(), area.y() + top, area.width(), rows, encoder.number());
            encoder.encode(packed, area.width(), rows, format, buffer);
            send();
        }
    }

    /** RFC 6143, 7.8.1: the pixels, then a bit mask of those that show. */
    private void cursor(CursorShape shape, PixelFormat format) {
        header(shape.hotX(), shape.hotY(), shape.width(), shape.height(), ViewerFormat.CURSOR);
        PixelBytes bytes = format.pixelBytes();
        for (int pixel : shape.pixels()) {
            bytes.put(format.pack(pixel), buffer);
        }
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x += 8) {
                buffer.u8(mask(shape, x, y));
            }
        }
    }

    private static int mask(CursorShape shape, int x, int y) {
        int bits = 0;
        for (int i = 0; i < 8 && x + i < shape.width(); i++) {
            if (shape.pixels()[y * shape.width() + x + i] >>> 24 == 0xFF) {
                bits |= 0x80 >> i;
            }
        }
        return bits;
    }

    private void header(int x, int y, int width, int height, int encoding) {
        buffer.u16(x).u16(y).u16(width).u16(height).u32(encoding);
    }

    private void send() throws IOException {
        buffer.writeTo(out);
        buffer.clear();
    }
}
