package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;
import io.streamspace.agent.internal.demo.rfb.Region;
import java.util.Arrays;

/** A sheet to draw on with the pointer, and the colours beside it; the lowest button empties the sheet. */
final class Sketchpad implements Content {
    private static final Typeface FACE = new Typeface(9, 1.2f);
    private static final int TOOLS = 52;
    private static final int SWATCH = 38;
    private static final int FIRST_SWATCH = 28;
    private static final float BRUSH = 4.5f;
    private static final float ERASER = 24;
    private static final int CLEAR_HEIGHT = 30;

    private final Rect sheet;
    private final int[] pixels;
    private final Canvas canvas;
    private final Region damage = new Region();
    private int colour = 4;
    private int lastX;
    private int lastY;

    Sketchpad(int width, int height) {
        sheet = new Rect(TOOLS, 0, width - TOOLS, height);
        pixels = new int[sheet.width() * sheet.height()];
        canvas = new Canvas(pixels, sheet.width(), sheet.height());
        empty();
    }

    @Override
    public String title() {
        return "Sketch";
    }

    @Override
    public void paint(Canvas out, Rect at, boolean active) {
        out.fill(new Rect(at.x(), at.y(), TOOLS, at.height()), Theme.MARGIN);
        out.fill(new Rect(at.x() + TOOLS - 1, at.y(), 1, at.height()), Theme.EDGE);
        for (int i = 0; i < Theme.PALETTE.length; i++) {
            float x = at.x() + (TOOLS - 1) / 2f;
            float y = at.y() + FIRST_SWATCH + i * SWATCH;
            out.disc(x, y, i == colour ? 15 : 12, i == colour ? Theme.ACCENT : Theme.EDGE);
            out.disc(x, y, i == colour ? 12.5f : 11, i == colour ? Theme.MARGIN : Theme.PALETTE[i]);
            out.disc(x, y, i == colour ? 10 : 11, Theme.PALETTE[i]);
        }
        Rect clear = clearButton();
        Rect onScreen = clear.at(at.x() + clear.x(), at.y() + clear.y());
        out.roundRect(onScreen, 6, Theme.EDGE);
        out.roundRect(onScreen.grow(-1), 5, Theme.PAPER);
        int textX = onScreen.x() + (onScreen.width() - FACE.width("Clear")) / 2;
        FACE.text(out, "Clear", textX, onScreen.y() + 19, Theme.TITLE_TEXT);
        out.copy(pixels, sheet.at(at.x() + sheet.x(), at.y()));
    }

    @Override
    public void key(Key key) {
        // drawing is by pointer only
    }

    @Override
    public void press(int x, int y, int button) {
        if (button != 1) {
            return;
        }
        if (sheet.contains(x, y)) {
            lastX = x;
            lastY = y;
            drag(x, y);
            return;
        }
        lastX = -1;
        if (clearButton().contains(x, y)) {
            empty();
            return;
        }
        int chosen = (y - FIRST_SWATCH + SWATCH / 2) / SWATCH;
        if (chosen >= 0 && chosen < Theme.PALETTE.length) {
            colour = chosen;
            damage.add(new Rect(0, 0, TOOLS, sheet.height()));
        }
    }

    @Override
    public void drag(int x, int y) {
        if (lastX < 0) {
            return;
        }
        float thickness = colour == Theme.PALETTE.length - 1 ? ERASER : BRUSH;
        float fromX = lastX - TOOLS + 0.5f;
        float toX = x - TOOLS + 0.5f;
        canvas.line(fromX, lastY + 0.5f, toX, y + 0.5f, thickness, Theme.PALETTE[colour]);
        Rect touched = Segment.bounds(fromX, lastY + 0.5f, toX, y + 0.5f, thickness / 2);
        damage.add(touched.at(touched.x() + TOOLS, touched.y()).intersect(sheet));
        lastX = x;
        lastY = y;
    }

    @Override
    public Iterable<Rect> takeDamage() {
        return damage.takeAll();
    }

    /** Draws as a visitor would, for the first look. */
    void curve(int paletteIndex, double... points) {
        int kept = colour;
        colour = paletteIndex;
        press(point(points[0], sheet.width()) + TOOLS, point(points[1], sheet.height()), 1);
        for (int i = 2; i < points.length; i += 2) {
            drag(point(points[i], sheet.width()) + TOOLS, point(points[i + 1], sheet.height()));
        }
        colour = kept;
    }

    private static int point(double share, int size) {
        return (int) Math.round(share * size);
    }

    private Rect clearButton() {
        return new Rect(5, sheet.height() - CLEAR_HEIGHT - 6, TOOLS - 11, CLEAR_HEIGHT);
    }

    private void empty() {
        Arrays.fill(pixels, Theme.PAPER & 0xFFFFFF);
        damage.add(sheet);
    }
}
