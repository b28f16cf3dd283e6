package io.streamspace.agent.internal.demo.rfb;

import java.util.Arrays;

/** One tile of ZRLE: counts its colours and runs, then writes whichever form is the shortest before compression. */
final class ZrleTile {
    private static final int LARGEST_PALETTE = 127;
    private static final int LARGEST_PACKED_PALETTE = 16;
    private static final int RUNS = 128;

    private final int[] pixels;
    private final int[] palette = new int[LARGEST_PALETTE];
    private final int[] indexOf = new int[512];
    private int width;
    private int height;
    private int colours;
    private int runs;
    private int longRuns;
    private int runLengthBytes;

    ZrleTile(int largest) {
        pixels = new int[largest];
    }

    void load(int[] source, int stride, int x, int y, int tileWidth, int tileHeight) {
        width = tileWidth;
        height = tileHeight;
        for (int row = 0; row < height; row++) {
            System.arraycopy(source, (y + row) * stride + x, pixels, row * width, width);
        }
        count();
    }

    void write(PixelBytes bytes, Bytes out) {
        if (colours == 1) {
            out.u8(1);
            bytes.put(pixels[0], out);
            return;
        }
        boolean paletted = colours <= LARGEST_PALETTE;
        int raw = width * height * bytes.count();
        int plainRuns = runs * bytes.count() + runLengthBytes;
        int paletteRuns = paletted ? colours * bytes.count() + runs + runLengthBytes - (runs - longRuns) : raw;
        int packed = colours <= LARGEST_PACKED_PALETTE ? colours * bytes.count() + packedRow() * height : raw;
        int best = Math.min(Math.min(raw, plainRuns), Math.min(paletteRuns, packed));
        if (best == raw) {
            writeRaw(bytes, out);
        } else if (best == packed) {
            writePacked(bytes, out);
        } else if (best == paletteRuns) {
            writePaletteRuns(bytes, out);
        } else {
            writePlainRuns(bytes, out);
        }
    }

    private void count() {
        colours = 0;
        runs = 0;
        longRuns = 0;
        runLengthBytes = 0;
        Arrays.fill(indexOf, -1);
        int total = width * height;
        for (int i = 0; i < total; ) {
            int length = runAt(i);
            runs++;
            longRuns += length > 1 ? 1 : 0;
            runLengthBytes += (length - 1) / 255 + 1;
            note(pixels[i]);
            i += length;
        }
    }

    private int runAt(int start) {
        int total = width * height;
        int end = start + 1;
        while (end < total && pixels[end] == pixels[start]) {
            end++;
        }
        return end - start;
    }

    private void note(int colour) {
        if (colours > LARGEST_PALETTE) {
            return;
        }
        int slot = slotOf(colour);
        if (indexOf[slot] >= 0) {
            return;
        }
        if (colours < LARGEST_PALETTE) {
            palette[colours] = colour;
            indexOf[slot] = colours;
        }
        colours++;
    }

    /** Open addressing; the table is never more than a quarter full. */
    private int slotOf(int colour) {
        int slot = (colour * 0x9E3779B1) >>> 23;
        while (indexOf[slot] >= 0 && palette[indexOf[slot]] != colour) {
            slot = (slot + 1) & (indexOf.length - 1);
        }
        return slot;
    }

    private int index(int colour) {
        return indexOf[slotOf(colour)];
    }

    private int bitsPerIndex() {
        if (colours == 2) {
            return 1;
        }
        return colours <= 4 ? 2 : 4;
    }

    private int packedRow() {
        return (width * bitsPerIndex() + 7) / 8;
    }

    private void writeRaw(PixelBytes bytes, Bytes out) {
        out.u8(0);
        for (int i = 0; i < width * height; i++) {
            bytes.put(pixels[i], out);
        }
    }

    private void writePacked(PixelBytes bytes, Bytes out) {
        out.u8(colours);
        writePalette(bytes, out);
        int bits = bitsPerIndex();
        for (int row = 0; row < height; row++) {
            int pending = 0;
            int filled = 0;
            for (int x = 0; x < width; x++) {
                pending = pending << bits | index(pixels[row * width + x]);
                filled += bits;
                if (filled == 8) {
                    out.u8(pending);
                    pending = 0;
                    filled = 0;
                }
            }
            if (filled > 0) {
                out.u8(pending << (8 - filled));
            }
        }
    }

    private void writePlainRuns(PixelBytes bytes, Bytes out) {
        out.u8(RUNS);
        for (int i = 0; i < width * height; ) {
            int length = runAt(i);
            bytes.put(pixels[i], out);
            writeLength(length, out);
            i += length;
        }
    }

    private void writePaletteRuns(PixelBytes bytes, Bytes out) {
        out.u8(RUNS + colours);
        writePalette(bytes, out);
        for (int i = 0; i < width * height; ) {
            int length = runAt(i);
            int index = index(pixels[i]);
            if (length == 1) {
                out.u8(index);
            } else {
                out.u8(index | RUNS);
                writeLength(length, out);
            }
            i += length;
        }
    }

    private void writePalette(PixelBytes bytes, Bytes out) {
        for (int i = 0; i < colours; i++) {
            bytes.put(palette[i], out);
        }
    }

    private static void writeLength(int length, Bytes out) {
        int rest = length - 1;
        while (rest >= 255) {
            out.u8(255);
            rest -= 255;
        }
        out.u8(rest);
    }
}
