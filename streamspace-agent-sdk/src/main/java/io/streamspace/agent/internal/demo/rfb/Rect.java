package io.streamspace.agent.internal.demo.rfb;

/** A rectangle of pixels; {@code right} and {@code bottom} are exclusive. Without an area both sizes are 0. */
public record Rect(int x, int y, int width, int height) {
    public Rect {
        boolean empty = width <= 0 || height <= 0;
        width = empty ? 0 : width;
        height = empty ? 0 : height;
    }

    static Rect between(int left, int top, int right, int bottom) {
        return new Rect(left, top, right - left, bottom - top);
    }

    public int right() {
        return x + width;
    }

    public int bottom() {
        return y + height;
    }

    public boolean isEmpty() {
        return width == 0;
    }

    public boolean contains(int px, int py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    public boolean intersects(Rect other) {
        return !intersect(other).isEmpty();
    }

    public Rect intersect(Rect other) {
        return between(
                Math.max(x, other.x),
                Math.max(y, other.y),
                Math.min(right(), other.right()),
                Math.min(bottom(), other.bottom()));
    }

    /** The smallest rectangle around both; an empty one counts for nothing. */
    public Rect union(Rect other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        return between(
                Math.min(x, other.x),
                Math.min(y, other.y),
                Math.max(right(), other.right()),
                Math.max(bottom(), other.bottom()));
    }

    public Rect grow(int by) {
        return new Rect(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    public Rect at(int newX, int newY) {
        return new Rect(newX, newY, width, height);
    }
}
