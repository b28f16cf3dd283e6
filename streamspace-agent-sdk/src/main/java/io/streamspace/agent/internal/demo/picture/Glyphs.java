package io.streamspace.agent.internal.demo.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The outlines of {@code glyphs.txt}: each character as strokes, so that one table serves every size and weight. */
final class Glyphs {
    private static final char UNKNOWN = '\uFFFD';
    private static final int CURVE_STEPS = 8;
    private static final float RISE_OF_MARKS_ON_CAPITALS = 3;

    /** x0, y0, x1, y1 of each stroke, in units of a tenth of the height of a capital; y grows upwards. */
    record Glyph(List<float[]> segments, float left, float right) {}

    private final Map<Character, Glyph> glyphs = new HashMap<>();

    Glyphs() {
        InputStream source = Objects.requireNonNull(Glyphs.class.getResourceAsStream("glyphs.txt"), "glyphs.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.length() > 1 && line.charAt(1) == ' ')
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accented letters are composed; what is not in the table is a box. */
    Glyph of(char character) {
        Glyph known = glyphs.get(character);
        return known == null ? compose(character) : known;
    }

    /** The character to draw for this one: itself, or that of the box. */
    char shown(char character) {
        boolean known = glyphs.containsKey(character) || !compose(character).equals(glyphs.get(UNKNOWN));
        return known ? character : UNKNOWN;
    }

    private Glyph compose(char character) {
        String parts = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD);
        Glyph base = glyphs.get(parts.charAt(0));
        Glyph mark = parts.length() == 2 ? glyphs.get(parts.charAt(1)) : null;
        if (base == null || mark == null) {
            return Objects.requireNonNull(glyphs.get(UNKNOWN));
        }
        boolean above = mark.segments().getFirst()[1] > 0;
        float rise = above && Character.isUpperCase(character) ? RISE_OF_MARKS_ON_CAPITALS : 0;
        List<float[]> segments = new ArrayList<>(base.segments());
        for (float[] s : mark.segments()) {
            segments.add(new float[] {s[0], s[1] + rise, s[2], s[3] + rise});
        }
        return new Glyph(List.copyOf(segments), base.left(), base.right());
    }

    private void read(String line) {
        List<float[]> segments = new ArrayList<>();
        for (String stroke : line.substring(2).split(";")) {
            readStroke(stroke.strip().split(" +"), segments);
        }
        float left = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        for (float[] s : segments) {
            left = Math.min(left, Math.min(s[0], s[2]));
            right = Math.max(right, Math.max(s[0], s[2]));
        }
        glyphs.put(line.charAt(0), new Glyph(List.copyOf(segments), left, right));
    }

    private static void readStroke(String[] points, List<float[]> segments) {
        float[] pen = point(points[0]);
        for (int i = 1; i < points.length; i++) {
            if (points[i].startsWith("~")) {
                float[] control = point(points[i].substring(1));
                float[] end = point(points[++i]);
                curve(pen, control, end, segments);
                pen = end;
            } else {
                float[] end = point(points[i]);
                segments.add(new float[] {pen[0], pen[1], end[0], end[1]});
                pen = end;
            }
        }
    }

    private static void curve(float[] from, float[] control, float[] to, List<float[]> segments) {
        float x = from[0];
        float y = from[1];
        for (int i = 1; i <= CURVE_STEPS; i++) {
            float t = (float) i / CURVE_STEPS;
            float nextX = bezier(from[0], control[0], to[0], t);
            float nextY = bezier(from[1], control[1], to[1], t);
            segments.add(new float[] {x, y, nextX, nextY});
            x = nextX;
            y = nextY;
        }
    }

    private static float bezier(float a, float b, float c, float t) {
        return (1 - t) * (1 - t) * a + 2 * (1 - t) * t * b + t * t * c;
    }

    private static float[] point(String text) {
        int comma = text.indexOf(',');
        return new float[] {Float.parseFloat(text.substring(0, comma)), Float.parseFloat(text.substring(comma + 1))};
    }
}
