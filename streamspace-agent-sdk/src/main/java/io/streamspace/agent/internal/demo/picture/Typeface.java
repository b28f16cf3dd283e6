package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.picture.Glyphs.Glyph;
import io.streamspace.agent.internal.demo.rfb.Rect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The glyphs in one size and weight. {@link #cellWidth} is the advance of fixed-width text; running text takes as much
 * as its letters need. Shared by all desktops of the process; the cache holds at most what the glyph table can compose.
 */
final class Typeface {
    private static final Glyphs GLYPHS = new Glyphs();
    private static final float UNITS_PER_CAPITAL = 10;
    private static final float CELL_UNITS = 8;
    private static final float GAP_UNITS = 2.3f;
    private static final float SPACE_UNITS = 4.5f;
    private static final int ASCENT_UNITS = 14;
    private static final int DESCENT_UNITS = 4;

    private final float unit;
    private final float weight;
    private final Map<Character, Mask> masks = new ConcurrentHashMap<>();

    /** {@code capital} is the height of a capital and {@code weight} the thickness of a stroke, in pixels. */
    Typeface(float capital, float weight) {
        this.unit = capital / UNITS_PER_CAPITAL;
        this.weight = weight;
    }

    int cellWidth() {
        return Math.round(CELL_UNITS * unit);
    }

    int capital() {
        return Math.round(UNITS_PER_CAPITAL * unit);
    }

    /** Where anything drawn in that line of text may leave a trace. */
    Rect lineBox(int x, int baseline, int width) {
        int ascent = (int) Math.ceil(ASCENT_UNITS * unit);
        int descent = (int) Math.ceil(DESCENT_UNITS * unit);
        return new Rect(x - 1, baseline - ascent, width + 2, ascent + descent);
    }

    /** Fixed-width text; {@code x} is the left edge of the first cell. */
    void cells(Canvas canvas, String text, int x, int baseline, int argb) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                canvas.mask(mask(text.charAt(i)), x + i * cellWidth() + Math.round(unit), baseline, argb);
            }
        }
    }

    /** Running text; returns where the pen ends. */
    int text(Canvas canvas, String text, int x, int baseline, int argb) {
        float pen = x;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ') {
                Glyph glyph = GLYPHS.of(c);
                canvas.mask(mask(c), Math.round(pen - glyph.left() * unit), baseline, argb);
            }
            pen += advance(c);
        }
        return Math.round(pen);
    }

    int width(String text) {
        float pen = 0;
        for (int i = 0; i < text.length(); i++) {
            pen += advance(text.charAt(i));
        }
        return Math.round(pen);
    }

    private float advance(char c) {
        if (c == ' ') {
            return SPACE_UNITS * unit;
        }
        Glyph glyph = GLYPHS.of(c);
        return (glyph.right() - glyph.left() + GAP_UNITS) * unit;
    }

    private Mask mask(char c) {
        return masks.computeIfAbsent(GLYPHS.shown(c), this::draw);
    }

    private Mask draw(char c) {
        Glyph glyph = GLYPHS.of(c);
        int left = (int) Math.floor(glyph.left() * unit - weight - 1);
        int top = -(int) Math.ceil(ASCENT_UNITS * unit + weight);
        int width = (int) Math.ceil(glyph.right() * unit + weight + 1) - left;
        int height = (int) Math.ceil(DESCENT_UNITS * unit + weight) - top;
        byte[] alpha = new byte[width * height];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = (byte) coverage(glyph, left + i % width + 0.5f, top + i / width + 0.5f);
        }
        return new Mask(alpha, width, height, left, top);
    }

    private int coverage(Glyph glyph, float x, float y) {
        float nearest = Float.MAX_VALUE;
        for (float[] s : glyph.segments()) {
            nearest = Math.min(nearest, Segment.distance(s[0] * unit, -s[1] * unit, s[2] * unit, -s[3] * unit, x, y));
        }
        float covered = weight / 2 + 0.5f - nearest;
        return Math.round(255 * Math.max(0, Math.min(1, covered)));
    }
}
