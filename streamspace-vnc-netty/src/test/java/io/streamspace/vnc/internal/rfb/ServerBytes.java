package io.streamspace.vnc.internal.rfb;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a desktop could send, written part by part; pixels are random bytes. Independent of the code that reads it. */
final class ServerBytes {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(all);
    private final Random random;
    private final int pixel;
    private final int tight;

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** @param bits of a pixel: 8, 16 or 32 */
    ServerBytes(long seed, int bits) {
        random = new Random(seed);
        pixel = bits / 8;
        tight = bits == 32 ? 3 : pixel;
    }

    byte[] bytes() {
        return all.toByteArray();
    }

    private ServerBytes write(Writing writing) {
        try {
            writing.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] noise(long count) {
        byte[] bytes = new byte[(int) count];
        random.nextBytes(bytes);
        return bytes;
    }

    ServerBytes version() {
        return write(o -> o.writeBytes("RFB 003.008\n"));
    }

    /** One security type, its result, and the desktop's size, format and name. */
    ServerBytes hello() {
        return version()
                .write(o -> {
                    o.write(new byte[] {1, 1});
                    o.writeInt(0);
                })
                .init();
    }

    ServerBytes init() {
        return write(o -> {
            o.writeShort(1024);
            o.writeShort(768);
            o.write(new byte[] {(byte) (pixel * 8), (byte) (pixel == 4 ? 24 : pixel * 8), 0, 1});
            for (int i = 0; i < 3; i++) {
                o.writeShort(pixel == 4 ? 255 : 7);
            }
            o.write(new byte[] {16, 8, 0, 0, 0, 0});
            o.writeInt(4);
            o.writeBytes("desk");
        });
    }

    ServerBytes raw(int... values) {
        return write(o -> {
            for (int value : values) {
                o.write(value);
            }
        });
    }

    ServerBytes number(int value) {
        return write(o -> o.writeInt(value));
    }

    ServerBytes bell() {
        return raw(2);
    }

    ServerBytes cutText(String text) {
        return write(o -> {
            o.writeInt(3 << 24);
            o.writeInt(text.length());
            o.write(text.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    ServerBytes extendedCutText(int flags, int more) {
        return write(o -> {
            o.writeInt(3 << 24);
            o.writeInt(-4 - more);
            o.writeInt(flags);
            o.write(noise(more));
        });
    }

    ServerBytes updateOf(int rectangles) {
        return write(o -> {
            o.writeShort(0);
            o.writeShort(rectangles);
        });
    }

    ServerBytes rectangle(int width, int height, int encoding) {
        return write(o -> {
            o.writeShort(random.nextInt(500));
            o.writeShort(random.nextInt(500));
            o.writeShort(width);
            o.writeShort(height);
            o.writeInt(encoding);
        });
    }

    ServerBytes noiseOf(long count) {
        return write(o -> o.write(noise(count)));
    }

    private ServerBytes sized(int count) {
        return number(count).noiseOf(count);
    }

    /** A message of any kind but clipboard text. */
    ServerBytes anyMessage() {
        return switch (random.nextInt(8)) {
            case 0 -> bell();
            case 1 -> raw(150);
            case 2 -> raw(250, 0, 1, 1);
            case 3 -> raw(1, 0, 0, 5, 0, 3).noiseOf(18);
            case 4 -> raw(248, 0, 0, 0, 0, 0, 0, 1, 5).noiseOf(5);
            case 5 -> raw(255, 1, 0, 2).sized(random.nextInt(300));
            case 6 -> raw(253, 0x81, 0, 4).noiseOf(4);
            default -> anyUpdate();
        };
    }

    ServerBytes anyUpdate() {
        int count = random.nextInt(6);
        boolean counted = random.nextBoolean();
        updateOf(counted ? count : 0xFFFF);
        for (int i = 0; i < count; i++) {
            anyRectangle();
        }
        return counted ? this : rectangle(0, 0, -224);
    }

    private ServerBytes anyRectangle() {
        int w = 1 + random.nextInt(40);
        int h = 1 + random.nextInt(40);
        long area = (long) w * h;
        long mask = (w + 7) / 8 * (long) h;
        int some = random.nextInt(50);
        return switch (random.nextInt(17)) {
            case 0 -> rectangle(w, h, 0).noiseOf(area * pixel);
            case 1 -> rectangle(w, h, 1).noiseOf(4);
            case 2 -> rectangle(w, h, 2).number(some).noiseOf(pixel + some * (pixel + 8L));
            case 3 -> rectangle(w, h, 4).number(some).noiseOf(pixel + some * (pixel + 4L));
            case 4 -> rectangle(w, h, 5).hextile(w, h);
            case 5 -> rectangle(w, h, 6).sized(some * 7);
            case 6 -> rectangle(w, h, 16).sized(some * 9);
            case 7 -> rectangle(w, h, 7).tight(w, h);
            case 8 -> rectangle(w, h, -260).raw(0xA0).compact(some * 400).noiseOf(some * 400L);
            case 9 -> rectangle(w, h, 21).jpeg();
            case 10 -> rectangle(w, h, 50).number(some).number(1).noiseOf(some);
            case 11 -> rectangle(w, h, -239).noiseOf(area * pixel + mask);
            case 12 -> rectangle(w, h, -240).noiseOf(6 + 2 * mask);
            case 13 -> rectangle(w, h, -308).raw(2, 0, 0, 0).noiseOf(32);
            case 14 -> rectangle(0, 0, -307).sized(some);
            case 15 -> rectangle(w, h, -314).number(0).noiseOf(area * 4);
            default -> small(w, h, area);
        };
    }

    private ServerBytes small(int w, int h, long area) {
        return switch (random.nextInt(6)) {
            case 0 -> rectangle(0, 0, -261).raw(3);
            case 1 -> rectangle(w, h, -223);
            case 2 -> rectangle(0, 0, -258);
            case 3 -> rectangle(0, 0, -316);
            case 4 -> rectangle(w, h, 0x574d5664).raw(1, 0).noiseOf(area * 4);
            default -> rectangle(w, h, 0x574d5664).raw(0, 0).noiseOf(area * 2 * pixel);
        };
    }

    private ServerBytes hextile(int w, int h) {
        for (int y = 0; y < h; y += 16) {
            for (int x = 0; x < w; x += 16) {
                hextileTile(Math.min(16, w - x), Math.min(16, h - y));
            }
        }
        return this;
    }

    private void hextileTile(int w, int h) {
        int kind = random.nextInt(32);
        raw(kind);
        if ((kind & 1) != 0) {
            noiseOf((long) w * h * pixel);
            return;
        }
        noiseOf(((kind & 2) != 0 ? pixel : 0) + ((kind & 4) != 0 ? pixel : 0));
        if ((kind & 8) != 0) {
            int pieces = random.nextInt(20);
            raw(pieces).noiseOf(pieces * ((kind & 16) != 0 ? pixel + 2L : 2L));
        }
    }

    private ServerBytes tight(int w, int h) {
        switch (random.nextInt(5)) {
            case 0 -> raw(0x80).noiseOf(tight);
            case 1 -> raw(0x90).compact(777).noiseOf(777);
            case 2 -> raw(0x10).tightData((long) w * h * tight);
            case 3 -> {
                int colours = 1 + random.nextInt(256);
                raw(0x40, 1, colours - 1).noiseOf((long) colours * tight);
                tightData(colours == 2 ? (w + 7) / 8 * (long) h : (long) w * h);
            }
            default -> raw(0x60, 2).tightData((long) w * h * tight);
        }
        return this;
    }

    private void tightData(long plain) {
        if (plain < 12) {
            noiseOf(plain);
        } else {
            int length = 1 + random.nextInt(20_000);
            compact(length).noiseOf(length);
        }
    }

    /** A length of seven bits per byte, the lowest first. */
    private ServerBytes compact(int length) {
        if (length < 0x80) {
            return raw(length);
        }
        if (length < 0x4000) {
            return raw(length & 0x7F | 0x80, length >> 7);
        }
        return raw(length & 0x7F | 0x80, length >> 7 & 0x7F | 0x80, length >> 14);
    }

    private ServerBytes jpeg() {
        raw(0xFF, 0xD8, 0xFF, 0xE0, 0, 16).noiseOf(14);
        raw(0xFF, 0xDA, 0, 8).noiseOf(6);
        for (byte b : noise(random.nextInt(600))) {
            // Data has no marker but restarts and stuffed ones.
            raw(b & 0xFF);
            if (b == (byte) 0xFF) {
                raw(random.nextBoolean() ? 0 : 0xD0 + random.nextInt(8));
            }
        }
        return raw(0xFF, 0xD9);
    }
}
