package io.streamspace.vnc.internal.rfb;

/** A rectangle in Tight or TightPNG: a byte that says how it is compressed, perhaps a palette, and a length of one to three bytes. */
final class TightRectangle {
    private static final int FILL = 8;
    private static final int JPEG = 9;
    private static final int PNG = 10;
    private static final int WITH_FILTER = 4;
    private static final int COPY = 0;
    private static final int PALETTE = 1;
    private static final int GRADIENT = 2;
    /** Less than this is not compressed. */
    private static final long SMALLEST = 12;

    private static final int MORE = 0x80;
    private static final int LONGEST_LENGTH = 3;

    private int width;
    private int height;
    private int pixel;
    private boolean png;
    private Step step = Step.DONE;
    private long length;
    private int lengthBytes;

    private enum Step {
        CONTROL,
        FILTER,
        COLOURS,
        LENGTH,
        DONE
    }

    void begin(int wide, int high, int pixelBytes, boolean withPng) {
        width = wide;
        height = high;
        pixel = pixelBytes;
        png = withPng;
        step = Step.CONTROL;
    }

    int needs() {
        return step == Step.DONE ? 0 : 1;
    }

    long see(byte[] bytes) throws RfbViolation {
        int value = bytes[0] & 0xFF;
        return switch (step) {
            case CONTROL -> control(value >> 4);
            case FILTER -> filter(value);
            case COLOURS -> colours(value + 1);
            case LENGTH -> length(value);
            case DONE -> 0;
        };
    }

    private long control(int kind) throws RfbViolation {
        if (kind == FILL) {
            step = Step.DONE;
            return pixel;
        }
        if (kind == JPEG || kind == PNG && png) {
            return beginLength();
        }
        if (kind >= FILL || png) {
            throw RfbViolation.ofDesktop("a Tight rectangle is compressed in a way that is not known: " + kind);
        }
        if ((kind & WITH_FILTER) == 0) {
            return data((long) width * height * pixel);
        }
        step = Step.FILTER;
        return 0;
    }

    private long filter(int filter) throws RfbViolation {
        return switch (filter) {
            case COPY, GRADIENT -> data((long) width * height * pixel);
            case PALETTE -> {
                step = Step.COLOURS;
                yield 0;
            }
            default -> throw RfbViolation.ofDesktop("a Tight rectangle has a filter that is not known: " + filter);
        };
    }

    private long colours(int count) {
        long row = count == 2 ? (width + 7) / 8 : width;
        return count * (long) pixel + data(row * height);
    }

    /** Short data follows as it is. */
    private long data(long bytes) {
        if (bytes < SMALLEST) {
            step = Step.DONE;
            return bytes;
        }
        return beginLength();
    }

    private long beginLength() {
        step = Step.LENGTH;
        length = 0;
        lengthBytes = 0;
        return 0;
    }

    private long length(int value) {
        boolean last = lengthBytes == LONGEST_LENGTH - 1;
        length |= (long) (last ? value : value & ~MORE) << 7 * lengthBytes;
        lengthBytes++;
        if (last || (value & MORE) == 0) {
            step = Step.DONE;
            return length;
        }
        return 0;
    }
}
