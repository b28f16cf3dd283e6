package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;

/** Geometry of a straight stroke. */
final class Segment {
    private Segment() {}

    static float distance(float x0, float y0, float x1, float y1, float x, float y) {
        float dx = x1 - x0;
        float dy = y1 - y0;
        float length = dx * dx + dy * dy;
        float along = length == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length;
        float near = Math.max(0, Math.min(1, along));
        return (float) Math.hypot(x - x0 - near * dx, y - y0 - near * dy);
    }

    /** All pixels that a stroke of that half thickness may touch. */
    static Rect bounds(float x0, float y0, float x1, float y1, float half) {
        int left = (int) Math.floor(Math.min(x0, x1) - half - 1);
        int top = (int) Math.floor(Math.min(y0, y1) - half - 1);
        int right = (int) Math.ceil(Math.max(x0, x1) + half + 1);
        int bottom = (int) Math.ceil(Math.max(y0, y1) + half + 1);
        return new Rect(left, top, right - left, bottom - top);
    }
}
