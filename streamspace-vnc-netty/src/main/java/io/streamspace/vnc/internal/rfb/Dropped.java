package io.streamspace.vnc.internal.rfb;

/**
 * Fired in the place of bytes that a policy took out of a viewer's stream, so that whoever counts the stream's bytes can go on counting.
 *
 * @param bytes how many
 * @param position where the filter stands behind them, for {@link RfbInspector#restore}
 */
public record Dropped(int bytes, String position) {}
