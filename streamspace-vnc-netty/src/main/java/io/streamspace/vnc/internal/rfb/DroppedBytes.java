package io.streamspace.vnc.internal.rfb;

/**
 * Hears of bytes that a policy takes out of a stream, in order with the bytes that pass: what was passed on before is before the gap.
 * Whoever counts a stream's bytes on both sides of the inspector needs it. Called on the viewer's event loop.
 */
public interface DroppedBytes {
    /** So many bytes of the viewer do not reach the desktop. */
    void fromViewer(int bytes);

    /** So many bytes of the desktop do not reach the viewer. */
    void fromDesktop(int bytes);
}
