package io.streamspace.vnc;

/** Which way clipboard text may go between a viewer and its desktop. */
public enum ClipboardDirection {
    /** Both ways. */
    BOTH,
    /** From the viewer to the desktop only. */
    TO_DESKTOP,
    /** From the desktop to the viewer only. */
    FROM_DESKTOP,
    /** Neither way. */
    NONE;

    /** Whether the viewer's text reaches the desktop. */
    public boolean toDesktop() {
        return this == BOTH || this == TO_DESKTOP;
    }

    /** Whether the desktop's text reaches the viewer. */
    public boolean fromDesktop() {
        return this == BOTH || this == FROM_DESKTOP;
    }

    /** Only what both allow. */
    public ClipboardDirection strictest(ClipboardDirection other) {
        boolean to = toDesktop() && other.toDesktop();
        boolean from = fromDesktop() && other.fromDesktop();
        if (to) {
            return from ? BOTH : TO_DESKTOP;
        }
        return from ? FROM_DESKTOP : NONE;
    }
}
