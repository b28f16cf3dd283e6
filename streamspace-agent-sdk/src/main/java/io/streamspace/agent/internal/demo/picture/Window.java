package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;

/** A frame with a title bar around a content; it knows where it is and how it looks. */
final class Window {
    static final int TITLE = 36;
    private static final Typeface FACE = new Typeface(10.5f, 1.75f);
    private static final int RADIUS = 9;
    private static final int SHADOW = 22;
    private static final int[] LIGHTS = {0xFFEC6A5E, 0xFFF4BF4F, 0xFF61C554};

    private final Content content;
    private Rect bounds;

    Window(Content content, Rect inner) {
        this.content = content;
        this.bounds = new Rect(inner.x() - 1, inner.y() - TITLE, inner.width() + 2, inner.height() + TITLE + RADIUS);
    }

    Content content() {
        return content;
    }

    Rect bounds() {
        return bounds;
    }

    /** Everything that moves with the window, its shadow included. */
    Rect painted() {
        return bounds.grow(SHADOW + 6);
    }

    Rect inner() {
        return new Rect(bounds.x() + 1, bounds.y() + TITLE, bounds.width() - 2, bounds.height() - TITLE - RADIUS);
    }

    boolean titleContains(int x, int y) {
        return bounds.contains(x, y) && y < bounds.y() + TITLE;
    }

    void moveTo(int x, int y) {
        bounds = bounds.at(x, y);
    }

    void paint(Canvas canvas, boolean active) {
        if (!canvas.clip().intersects(painted())) {
            return;
        }
        if (!within(canvas.clip(), inner())) {
            paintFrame(canvas, active);
        }
        Rect clip = canvas.clip();
        canvas.clip(clip.intersect(inner()));
        content.paint(canvas, inner(), active);
        canvas.clip(clip);
    }

    private void paintFrame(Canvas canvas, boolean active) {
        Rect lower = bounds.at(bounds.x(), bounds.y() + 6);
        canvas.shadow(lower, RADIUS, SHADOW, active ? 0x70 : 0x40);
        canvas.roundRect(bounds.grow(1), RADIUS + 1, 0x30050B16);
        canvas.roundRect(bounds, RADIUS, active ? Theme.TITLE_ACTIVE : Theme.TITLE_IDLE);
        canvas.fill(new Rect(bounds.x(), bounds.y() + TITLE - 1, bounds.width(), 1), Theme.EDGE);
        for (int i = 0; i < LIGHTS.length; i++) {
            canvas.disc(bounds.x() + 20 + i * 20, bounds.y() + TITLE / 2f, 6, active ? LIGHTS[i] : Theme.EDGE);
        }
        String title = content.title();
        int x = bounds.x() + (bounds.width() - FACE.width(title)) / 2;
        int baseline = bounds.y() + (TITLE + FACE.capital()) / 2 - 1;
        FACE.text(canvas, title, x, baseline, active ? Theme.TITLE_TEXT : Theme.TITLE_FAINT);
    }

    private static boolean within(Rect part, Rect whole) {
        return part.intersect(whole).equals(part);
    }
}
