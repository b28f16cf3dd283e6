package io.streamspace.vnc.internal.frame;

/** Leaves the decoder's loop; never leaves the decoder. */
final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    MalformedFrameException(int closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    Frame.Malformed toFrame() {
        return new Frame.Malformed(closeCode, String.valueOf(getMessage()));
    }
}
