package io.streamspace.agent.internal.demo.rfb;

/** A mouse pointer, drawn by the viewer itself: {@code 0xAARRGGBB} pixels of which only the opaque ones show. */
public record CursorShape(int width, int height, int hotX, int hotY, int[] pixels) {}
