package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;

/**
 * Draws on an array of pixels, inside a clip. Own few lines instead of {@code java.desktop}, so that the desktop also
 * draws in a runtime without fonts, X libraries or that module.
 */
final class Canvas {
    /** How much of the pixel around a point a shape covers, 0 to 1. */
    interface Coverage {
        float at(float x, float y);
    }

    private final int[] pixels;
    private final int width;
    private final Rect bounds;
    private Rect clip;

    Canvas(int[] pixels, int width, int height) {
        this.pixels = pixels;
        this.width = width;
        this.bounds = new Rect(0, 0, width, height);
        this.clip = bounds;
    }

    void clip(Rect area) {
        clip = area.intersect(bounds);
    }

    Rect clip() {
        return clip;
    }

    void fill(Rect area, int argb) {
        Rect part = area.intersect(clip);
        for (int y = part.y(); y < part.bottom(); y++) {
            for (int x = part.x(); x < part.right(); x++) {
                blend(y * width + x, argb, argb >>> 24);
            }
        }
    }

    void roundRect(Rect area, int radius, int argb) {
        shape(area, argb, (x, y) -> 0.5f - roundDistance(area, radius, x, y));
    }

    /** A soft shadow around {@code area}, as dark as {@code alpha} at its edge. */
    void shadow(Rect area, int radius, int spread, int alpha) {
        Rect around = area.grow(spread);
        shape(around, Theme.SHADOW | alpha << 24, (x, y) -> {
            float rest = 1 - Math.max(0, roundDistance(area, radius, x, y)) / spread;
            return rest <= 0 ? 0 : rest * rest;
        });
    }

    void disc(float centreX, float centreY, float radius, int argb) {
        int left = (int) Math.floor(centreX - radius - 1);
        int top = (int) Math.floor(centreY - radius - 1);
        int size = (int) Math.ceil(2 * radius) + 3;
        shape(
                new Rect(left, top, size, size),
                argb,
                (x, y) -> radius + 0.5f - (float) Math.hypot(x - centreX, y - centreY));
    }

    /** A line with round ends. */
    void line(float x0, float y0, float x1, float y1, float thickness, int argb) {
        float half = thickness / 2;
        Rect box = Segment.bounds(x0, y0, x1, y1, half);
        shape(box, argb, (x, y) -> half + 0.5f - Segment.distance(x0, y0, x1, y1, x, y));
    }

    /** Lets {@code coverage} decide for each pixel of {@code area}. */
    void shape(Rect area, int argb, Coverage coverage) {
        Rect part = area.intersect(clip);
        int alpha = argb >>> 24;
        for (int y = part.y(); y < part.bottom(); y++) {
            for (int x = part.x(); x < part.right(); x++) {
                float covered = coverage.at(x + 0.5f, y + 0.5f);
                if (covered > 0) {
                    blend(y * width + x, argb, Math.round(Math.min(1, covered) * alpha));
                }
            }
        }
    }

    /** Draws in the given colour where the mask covers. */
    void mask(Mask mask, int x, int y, int argb) {
        Rect area = new Rect(x + mask.left(), y + mask.top(), mask.width(), mask.height());
        Rect part = area.intersect(clip);
        for (int py = part.y(); py < part.bottom(); py++) {
            for (int px = part.x(); px < part.right(); px++) {
                int covered = mask.alpha()[(py - area.y()) * mask.width() + px - area.x()] & 0xFF;
                blend(py * width + px, argb, covered * (argb >>> 24) / 255);
            }
        }
    }

    /** Copies an opaque picture of the area's size. */
    void copy(int[] source, Rect area) {
        Rect part = area.intersect(clip);
        for (int y = part.y(); y < part.bottom(); y++) {
            int from = (y - area.y()) * area.width() + part.x() - area.x();
            System.arraycopy(source, from, pixels, y * width + part.x(), part.width());
        }
    }

    private void blend(int at, int colour, int alpha) {
        if (alpha >= 255) {
            pixels[at] = colour & 0xFFFFFF;
        } else if (alpha > 0) {
            int under = pixels[at];
            int red = mix(under >> 16 & 0xFF, colour >> 16 & 0xFF, alpha);
            int green = mix(under >> 8 & 0xFF, colour >> 8 & 0xFF, alpha);
            int blue = mix(under & 0xFF, colour & 0xFF, alpha);
            pixels[at] = red << 16 | green << 8 | blue;
        }
    }

    private static int mix(int under, int over, int alpha) {
        return under + (over - under) * alpha / 255;
    }

    /** Distance from the edge of a rounded rectangle, negative inside. */
    private static float roundDistance(Rect area, int radius, float x, float y) {
        float halfWidth = area.width() / 2f;
        float halfHeight = area.height() / 2f;
        float dx = Math.abs(x - area.x() - halfWidth) - halfWidth + radius;
        float dy = Math.abs(y - area.y() - halfHeight) - halfHeight + radius;
        float outside = (float) Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
        return outside + Math.min(Math.max(dx, dy), 0) - radius;
    }
}
