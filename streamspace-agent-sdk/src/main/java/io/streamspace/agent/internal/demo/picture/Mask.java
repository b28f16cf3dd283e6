package io.streamspace.agent.internal.demo.picture;

/** A drawn glyph: coverage 0 to 255 per pixel, placed relative to the pen on the base line. */
record Mask(byte[] alpha, int width, int height, int left, int top) {}
