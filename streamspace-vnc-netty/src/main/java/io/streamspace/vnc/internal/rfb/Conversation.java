package io.streamspace.vnc.internal.rfb;

/**
 * What one side of a conversation has said that decides how the other side's bytes are to be read. Written by the filter of the viewer's
 * messages, read by that of the desktop's.
 */
final class Conversation {
    private static final int BITS_PER_BYTE = 8;
    private static final int FULL_COLOUR_BITS = 32;
    private static final int FULL_COLOUR_DEPTH = 24;
    private static final int FULL_RANGE = 255;

    /** The last part of the version that the viewer chose; 0 while it has not. */
    int viewerVersion;
    /** The security type that was chosen; 0 while it was not. */
    int securityType;
    /** Whether the viewer sent what is not known here, after which it may have sent anything. */
    boolean viewerLost;
    /** Whether updates come without being asked for, so that nobody can tell which of them are older than a message of the viewer. */
    boolean continuous;

    private PixelSize inForce = new PixelSize(4, 3);
    private PixelSize announced = inForce;

    /**
     * How many bytes a pixel takes.
     *
     * @param pixel in most encodings
     * @param tight in Tight
     */
    record PixelSize(int pixel, int tight) {
        /** Reads a PIXEL_FORMAT. */
        static PixelSize of(byte[] bytes, int from) {
            int bits = bytes[from] & 0xFF;
            boolean trueColour = bytes[from + 3] != 0;
            boolean fullRange = ClientMessage.number(bytes, from + 4, 2) == FULL_RANGE
                    && ClientMessage.number(bytes, from + 6, 2) == FULL_RANGE
                    && ClientMessage.number(bytes, from + 8, 2) == FULL_RANGE;
            int pixel = bits / BITS_PER_BYTE;
            boolean three = bits == FULL_COLOUR_BITS
                    && (bytes[from + 1] & 0xFF) == FULL_COLOUR_DEPTH
                    && trueColour
                    && fullRange;
            return new PixelSize(pixel, three ? 3 : pixel);
        }

        boolean isSound() {
            return pixel == 1 || pixel == 2 || pixel == 4;
        }
    }

    /** The viewer wants pixels so, from the next update on. */
    void announce(PixelSize next) {
        // An update that is on its way already may still have the old size.
        viewerLost |= !next.isSound() || continuous && !next.equals(announced);
        announced = next;
    }

    /** The desktop's own format, until the viewer wants another. */
    void initial(PixelSize size) throws RfbViolation {
        if (!size.isSound()) {
            throw RfbViolation.ofDesktop("pixels of this desktop have no known size");
        }
        inForce = size;
        announced = size;
    }

    /** An update begins: a viewer asks for the next one only after it has changed the format. */
    PixelSize atUpdate() {
        inForce = announced;
        return inForce;
    }
}
