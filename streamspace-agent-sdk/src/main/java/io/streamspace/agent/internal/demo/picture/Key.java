package io.streamspace.agent.internal.demo.picture;

/** A key that went down, as far as this desktop tells keys apart (keysyms: RFC 6143, 7.5.4). */
sealed interface Key {
    record Typed(char character) implements Key {}

    /** A letter with the control key held down, in lower case. */
    record Control(char letter) implements Key {}

    enum Edit implements Key {
        ENTER,
        TAB,
        BACKSPACE,
        DELETE,
        LEFT,
        RIGHT,
        UP,
        DOWN,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        NOTHING
    }

    static Key of(int keysym, boolean control) {
        char character = character(keysym);
        if (character == 0) {
            return edit(keysym);
        }
        return control ? new Control(Character.toLowerCase(character)) : new Typed(character);
    }

    private static char character(int keysym) {
        boolean latin1 = keysym >= 0x20 && keysym <= 0x7E || keysym >= 0xA0 && keysym <= 0xFF;
        if (latin1) {
            return (char) keysym;
        }
        boolean unicode = keysym >>> 24 == 1 && (keysym & 0xFFFFFF) >= 0xA0 && (keysym & 0xFFFFFF) < 0xD800;
        return unicode ? (char) keysym : 0;
    }

    private static Edit edit(int keysym) {
        return switch (keysym) {
            case 0xFF0D, 0xFF8D -> Edit.ENTER;
            case 0xFF09 -> Edit.TAB;
            case 0xFF08 -> Edit.BACKSPACE;
            case 0xFFFF, 0xFF9F -> Edit.DELETE;
            case 0xFF51, 0xFF96 -> Edit.LEFT;
            case 0xFF52, 0xFF97 -> Edit.UP;
            case 0xFF53, 0xFF98 -> Edit.RIGHT;
            case 0xFF54, 0xFF99 -> Edit.DOWN;
            case 0xFF50, 0xFF95 -> Edit.HOME;
            case 0xFF57, 0xFF9C -> Edit.END;
            case 0xFF55, 0xFF9A -> Edit.PAGE_UP;
            case 0xFF56, 0xFF9B -> Edit.PAGE_DOWN;
            default -> Edit.NOTHING;
        };
    }
}
