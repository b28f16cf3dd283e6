package io.streamspace.vnc.internal.rfb;

import io.streamspace.vnc.internal.rfb.Conversation.PixelSize;

/**
 * The rectangle of an update that is being skipped: how long each part of its body is (RFC 6143, section 7.7, and the registered
 * extensions). It asks for the few bytes that tell a length, and says how many follow that do not matter.
 */
final class Rectangle {
    private static final int RAW = 0;
    private static final int COPY_RECT = 1;
    private static final int RRE = 2;
    private static final int CORRE = 4;
    private static final int HEXTILE = 5;
    private static final int ZLIB = 6;
    private static final int TIGHT = 7;
    private static final int ZRLE = 16;
    private static final int JPEG = 21;
    private static final int H264 = 50;
    private static final int TIGHT_PNG = -260;
    private static final int CURSOR = -239;
    private static final int X_CURSOR = -240;
    private static final int CURSOR_WITH_ALPHA = -314;
    private static final int VMWARE_CURSOR = 0x574d5664;
    private static final int VMWARE_LED = 0x574d5668;
    private static final int DESKTOP_SIZE = -223;
    private static final int EXTENDED_DESKTOP_SIZE = -308;
    private static final int DESKTOP_NAME = -307;
    private static final int LED = -261;
    private static final int POINTER_POSITION = -232;
    private static final int QEMU_POINTER_MOTION = -257;
    private static final int QEMU_EXTENDED_KEY = -258;
    private static final int QEMU_AUDIO = -259;
    private static final int EXTENDED_MOUSE_BUTTONS = -316;
    private static final int LAST_RECTANGLE = -224;

    private PixelSize size = new PixelSize(4, 3);
    private int width;
    private int height;
    private int encoding;
    private Part part = Part.DONE;
    private final HextileRectangle hextile = new HextileRectangle();
    private final TightRectangle tight = new TightRectangle();
    private final JpegRectangle jpeg = new JpegRectangle();

    private enum Part {
        /** Its length depends on a few bytes of its own. */
        HEAD,
        HEXTILE,
        TIGHT,
        JPEG,
        /** Only what is skipped is left. */
        DONE
    }

    /**
     * A rectangle begins.
     *
     * @param head x, y, width, height and encoding, as on the wire
     * @return bytes of the body that follow and do not matter
     */
    long begin(byte[] head, PixelSize pixels) throws RfbViolation {
        size = pixels;
        width = (int) ClientMessage.number(head, 4, 2);
        height = (int) ClientMessage.number(head, 6, 2);
        encoding = (int) ClientMessage.number(head, 8, 4);
        part = Part.DONE;
        return switch (encoding) {
            case RAW -> area() * size.pixel();
            case COPY_RECT, VMWARE_LED -> 4;
            case CURSOR -> area() * size.pixel() + mask();
            case X_CURSOR -> area() == 0 ? 0 : 6 + 2 * mask();
            case LED -> 1;
            case DESKTOP_SIZE,
                    POINTER_POSITION,
                    QEMU_POINTER_MOTION,
                    QEMU_EXTENDED_KEY,
                    QEMU_AUDIO,
                    EXTENDED_MOUSE_BUTTONS,
                    LAST_RECTANGLE -> 0;
            case RRE,
                    CORRE,
                    ZLIB,
                    ZRLE,
                    H264,
                    CURSOR_WITH_ALPHA,
                    VMWARE_CURSOR,
                    EXTENDED_DESKTOP_SIZE,
                    DESKTOP_NAME -> {
                part = Part.HEAD;
                yield 0;
            }
            case HEXTILE -> {
                part = area() == 0 ? Part.DONE : Part.HEXTILE;
                hextile.begin(width, height, size.pixel());
                yield 0;
            }
            case TIGHT, TIGHT_PNG -> {
                part = Part.TIGHT;
                tight.begin(width, height, size.tight(), encoding == TIGHT_PNG);
                yield 0;
            }
            case JPEG -> {
                part = Part.JPEG;
                jpeg.begin();
                yield 0;
            }
            default ->
                throw RfbViolation.ofDesktop("a rectangle has an encoding whose length is not known: " + encoding);
        };
    }

    /** Whether it is the last of an update that did not say how many there are. */
    boolean isLastOfUpdate() {
        return encoding == LAST_RECTANGLE;
    }

    /** How many bytes it has to see next; 0 where it has seen enough. */
    int needs() {
        return switch (part) {
            case DONE -> 0;
            case HEAD ->
                switch (encoding) {
                    case H264 -> 8;
                    case VMWARE_CURSOR -> 2;
                    default -> 4;
                };
            case HEXTILE -> hextile.needs();
            case TIGHT -> tight.needs();
            case JPEG -> jpeg.needs();
        };
    }

    /**
     * It sees them.
     *
     * @return bytes that follow and do not matter
     */
    long see(byte[] bytes) throws RfbViolation {
        return switch (part) {
            case DONE -> 0;
            case HEAD -> {
                part = Part.DONE;
                yield body(bytes);
            }
            case HEXTILE -> hextile.see(bytes);
            case TIGHT -> tight.see(bytes);
            case JPEG -> jpeg.see(bytes);
        };
    }

    private long body(byte[] bytes) throws RfbViolation {
        return switch (encoding) {
            case RRE -> size.pixel() + ClientMessage.number(bytes, 0, 4) * (size.pixel() + 8);
            case CORRE -> size.pixel() + ClientMessage.number(bytes, 0, 4) * (size.pixel() + 4);
            case EXTENDED_DESKTOP_SIZE -> 16L * (bytes[0] & 0xFF);
            case VMWARE_CURSOR -> vmwareCursor(bytes[0] & 0xFF);
            case CURSOR_WITH_ALPHA -> {
                if (ClientMessage.number(bytes, 0, 4) != RAW) {
                    throw RfbViolation.ofDesktop("a cursor has an encoding whose length is not known");
                }
                yield area() * 4;
            }
            // ZLIB, ZRLE, H264 and DESKTOP_NAME say how long they are.
            default -> ClientMessage.number(bytes, 0, 4);
        };
    }

    private long vmwareCursor(int type) throws RfbViolation {
        return switch (type) {
            case 0 -> 2 * area() * size.pixel();
            case 1 -> area() * 4;
            default -> throw RfbViolation.ofDesktop("a cursor has a form that is not known: " + type);
        };
    }

    private long area() {
        return (long) width * height;
    }

    private long mask() {
        return (width + 7) / 8 * (long) height;
    }
}
