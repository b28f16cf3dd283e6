package io.streamspace.vnc.internal.rfb;

/** A rectangle in Hextile: tiles of 16 by 16 pixels, each of which says by a byte what it is made of. */
final class HextileRectangle {
    private static final int TILE = 16;
    private static final int RAW = 1;
    private static final int BACKGROUND = 2;
    private static final int FOREGROUND = 4;
    private static final int PIECES = 8;
    private static final int COLOURED = 16;

    private int width;
    private int height;
    private int pixel;
    private int x;
    private int y;
    private int colours;
    private boolean counting;
    private boolean coloured;

    void begin(int wide, int high, int pixelBytes) {
        width = wide;
        height = high;
        pixel = pixelBytes;
        x = 0;
        y = 0;
        counting = false;
    }

    int needs() {
        if (y >= height) {
            return 0;
        }
        return counting ? colours + 1 : 1;
    }

    long see(byte[] bytes) {
        if (counting) {
            counting = false;
            next();
            return (bytes[colours] & 0xFF) * (coloured ? pixel + 2L : 2L);
        }
        int kind = bytes[0] & 0xFF;
        if ((kind & RAW) != 0) {
            long tile = (long) Math.min(TILE, width - x) * Math.min(TILE, height - y) * pixel;
            next();
            return tile;
        }
        colours = ((kind & BACKGROUND) != 0 ? pixel : 0) + ((kind & FOREGROUND) != 0 ? pixel : 0);
        if ((kind & PIECES) != 0) {
            coloured = (kind & COLOURED) != 0;
            counting = true;
            return 0;
        }
        next();
        return colours;
    }

    private void next() {
        x += TILE;
        if (x >= width) {
            x = 0;
            y += TILE;
        }
    }
}
