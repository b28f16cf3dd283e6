package io.streamspace.vnc.internal.rfb;

/** The types of the messages that a desktop sends (RFC 6143, section 7.6, and the registered extensions). */
final class ServerMessage {
    static final int UPDATE = 0;
    static final int COLOURS = 1;
    static final int BELL = 2;
    static final int CUT_TEXT = 3;
    static final int END_OF_CONTINUOUS_UPDATES = 150;
    static final int FENCE = 248;
    static final int XVP = 250;
    static final int GII = 253;
    static final int QEMU = 255;
    static final int QEMU_AUDIO = 1;
    static final int QEMU_AUDIO_DATA = 2;

    private ServerMessage() {}
}
