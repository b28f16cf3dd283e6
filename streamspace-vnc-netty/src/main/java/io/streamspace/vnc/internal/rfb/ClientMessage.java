package io.streamspace.vnc.internal.rfb;

/**
 * The lengths and kinds of the messages that a client sends (RFC 6143, section 7.5, and the registered extensions). A message whose head
 * is too short to tell is asked for by the length that would tell.
 */
final class ClientMessage {
    static final int SET_PIXEL_FORMAT = 0;
    static final int SET_ENCODINGS = 2;
    static final int FRAMEBUFFER_UPDATE_REQUEST = 3;
    static final int KEY_EVENT = 4;
    static final int POINTER_EVENT = 5;
    static final int CLIENT_CUT_TEXT = 6;
    static final int ENABLE_CONTINUOUS_UPDATES = 150;
    static final int FENCE = 248;
    static final int XVP = 250;
    static final int SET_DESKTOP_SIZE = 251;
    static final int QEMU = 255;
    static final int MAX_HEAD = 20;

    private static final int QEMU_KEY = 0;
    private static final int QEMU_AUDIO = 1;
    private static final int QEMU_AUDIO_FORMAT = 2;
    private static final int POINTER_EXTENDED = 0x80;

    /** What a message does, as far as a policy cares. */
    enum Kind {
        /** Asks for pixels, or for how they come. */
        DISPLAY,
        /** Key, pointer or clipboard: a person is there. */
        INPUT,
        /** Changes the desktop for everybody: its size, its power. */
        CONTROL,
        /** Of a type that is not known here. */
        UNKNOWN
    }

    private ClientMessage() {}

    /** How many bytes of the message must be seen to know its length. */
    static int headLength(byte[] head, int have, boolean extendedButtons) {
        return switch (head[0] & 0xFF) {
            case SET_ENCODINGS -> 4;
            case POINTER_EVENT -> extendedButtons ? 2 : 1;
            case SET_PIXEL_FORMAT -> 20;
            case ENABLE_CONTINUOUS_UPDATES -> 2;
            case CLIENT_CUT_TEXT -> CutText.headLength(head, have);
            case SET_DESKTOP_SIZE -> 8;
            case FENCE -> 9;
            case QEMU -> have >= 2 && head[1] == QEMU_AUDIO ? 4 : 2;
            default -> 1;
        };
    }

    static Kind kind(byte[] head) {
        return switch (head[0] & 0xFF) {
            case SET_PIXEL_FORMAT, SET_ENCODINGS, FRAMEBUFFER_UPDATE_REQUEST, ENABLE_CONTINUOUS_UPDATES, FENCE ->
                Kind.DISPLAY;
            case KEY_EVENT, POINTER_EVENT -> Kind.INPUT;
            // What only agrees on how to copy comes without a person, and without it nothing could be copied the other
            // way.
            case CLIENT_CUT_TEXT -> CutText.carriesText(head) ? Kind.INPUT : Kind.DISPLAY;
            case XVP, SET_DESKTOP_SIZE -> Kind.CONTROL;
            case QEMU ->
                switch (head[1]) {
                    case QEMU_KEY -> Kind.INPUT;
                    case QEMU_AUDIO -> number(head, 2, 2) <= QEMU_AUDIO_FORMAT ? Kind.DISPLAY : Kind.UNKNOWN;
                    default -> Kind.UNKNOWN;
                };
            default -> Kind.UNKNOWN;
        };
    }

    /** The whole length of a message whose head is complete; of SetEncodings only the head, since its list is read too. */
    static long length(byte[] head, boolean extendedButtons) {
        return switch (head[0] & 0xFF) {
            case SET_PIXEL_FORMAT -> 20;
            case SET_ENCODINGS, XVP -> 4;
            case FRAMEBUFFER_UPDATE_REQUEST, ENABLE_CONTINUOUS_UPDATES -> 10;
            case KEY_EVENT -> 8;
            case POINTER_EVENT -> extendedButtons && (head[1] & POINTER_EXTENDED) != 0 ? 7 : 6;
            case CLIENT_CUT_TEXT -> CutText.HEAD + CutText.length(head);
            case FENCE -> 9 + (head[8] & 0xFF);
            case SET_DESKTOP_SIZE -> 8 + 16L * (head[6] & 0xFF);
            case QEMU -> head[1] == QEMU_KEY ? 12 : number(head, 2, 2) == QEMU_AUDIO_FORMAT ? 10 : 4;
            default -> 1;
        };
    }

    static long number(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }
}
