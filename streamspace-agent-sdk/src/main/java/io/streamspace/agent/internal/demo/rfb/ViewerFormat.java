package io.streamspace.agent.internal.demo.rfb;

import java.util.List;

/** What a viewer said about itself so far; until it speaks, RFC 6143's defaults: the native format, raw. */
record ViewerFormat(
        PixelFormat pixels, boolean zrle, boolean cursor, boolean desktopSize, boolean extendedDesktopSize) {
    static final int RAW = 0;
    static final int ZRLE = 16;
    static final int CURSOR = -239;
    static final int DESKTOP_SIZE = -223;
    static final int EXTENDED_DESKTOP_SIZE = -308;

    static final ViewerFormat INITIAL = new ViewerFormat(PixelFormat.NATIVE, false, false, false, false);

    ViewerFormat with(PixelFormat format) {
        return new ViewerFormat(format, zrle, cursor, desktopSize, extendedDesktopSize);
    }

    /** The list is in the order of preference. */
    ViewerFormat with(List<Integer> encodings) {
        int zrleAt = encodings.indexOf(ZRLE);
        int rawAt = encodings.indexOf(RAW);
        return new ViewerFormat(
                pixels,
                zrleAt >= 0 && (rawAt < 0 || zrleAt < rawAt),
                encodings.contains(CURSOR),
                encodings.contains(DESKTOP_SIZE),
                encodings.contains(EXTENDED_DESKTOP_SIZE));
    }

    boolean followsSize() {
        return desktopSize || extendedDesktopSize;
    }
}
