package io.streamspace.vnc.internal.rfb;

/** A rectangle in the JPEG encoding: an image without a length in front, so it ends where its markers say. */
final class JpegRectangle {
    private static final int MARKER = 0xFF;
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int TEMPORARY = 0x01;
    private static final int LENGTH_BYTES = 2;

    private Step step = Step.DONE;
    private boolean beforeScan;

    private enum Step {
        /** The byte that begins a marker. */
        MARKER,
        /** Which marker it is. */
        KIND,
        LENGTH,
        /** Compressed data, up to the next marker. */
        SCAN,
        DONE
    }

    void begin() {
        step = Step.MARKER;
        beforeScan = false;
    }

    int needs() {
        return switch (step) {
            case MARKER, KIND, SCAN -> 1;
            case LENGTH -> LENGTH_BYTES;
            case DONE -> 0;
        };
    }

    long see(byte[] bytes) throws RfbViolation {
        int value = bytes[0] & 0xFF;
        switch (step) {
            case MARKER -> {
                if (value != MARKER) {
                    throw RfbViolation.ofDesktop("a JPEG rectangle is no JPEG");
                }
                step = Step.KIND;
            }
            case SCAN -> step = value == MARKER ? Step.KIND : Step.SCAN;
            case KIND -> kind(value);
            case LENGTH -> {
                long length = ClientMessage.number(bytes, 0, LENGTH_BYTES);
                if (length < LENGTH_BYTES) {
                    throw RfbViolation.ofDesktop("a JPEG rectangle has a segment without a length");
                }
                step = beforeScan ? Step.SCAN : Step.MARKER;
                return length - LENGTH_BYTES;
            }
            case DONE -> {}
        }
        return 0;
    }

    private void kind(int value) {
        boolean inScan = beforeScan;
        if (value == END) {
            step = Step.DONE;
        } else if (value == MARKER) {
            // Fill bytes may stand before a marker.
            step = Step.KIND;
        } else if (inScan && (value == 0 || value >= FIRST_RESTART && value <= LAST_RESTART)) {
            step = Step.SCAN;
        } else if (value == START || value == TEMPORARY || value >= FIRST_RESTART && value <= LAST_RESTART) {
            step = Step.MARKER;
        } else {
            beforeScan = value == SCAN;
            step = Step.LENGTH;
        }
    }
}
