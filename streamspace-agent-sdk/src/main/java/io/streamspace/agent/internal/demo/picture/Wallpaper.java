package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;

/** A quiet evening behind the windows, drawn once per size. */
final class Wallpaper {
    private final Rect area;
    private final int[] pixels;

    Wallpaper(int width, int height) {
        area = new Rect(0, 0, width, height);
        pixels = new int[width * height];
        Canvas canvas = new Canvas(pixels, width, height);
        sky(canvas);
        float moonX = width * 0.87f;
        float moonY = height * 0.165f;
        canvas.disc(moonX, moonY, height * 0.1f, 0x10FFFFFF);
        canvas.disc(moonX, moonY, height * 0.075f, 0x14FFFFFF);
        canvas.disc(moonX, moonY, height * 0.05f, Theme.MOON);
        hill(canvas, 0.66f, 0.06f, 1.1f, 0.4f, Theme.HILL_FAR);
        hill(canvas, 0.76f, 0.05f, 1.7f, 2.2f, Theme.HILL_MIDDLE);
        hill(canvas, 0.87f, 0.04f, 1.3f, 4.1f, Theme.HILL_NEAR);
    }

    void paint(Canvas canvas) {
        canvas.copy(pixels, area);
    }

    private void sky(Canvas canvas) {
        for (int y = 0; y < area.height(); y++) {
            float depth = (float) y / area.height();
            canvas.fill(new Rect(0, y, area.width(), 1), Theme.SKY_TOP);
            canvas.fill(new Rect(0, y, area.width(), 1), Theme.SKY_BOTTOM & 0xFFFFFF | Math.round(255 * depth) << 24);
        }
    }

    private void hill(Canvas canvas, float level, float swing, float waves, float phase, int argb) {
        canvas.shape(area, argb, (x, y) -> {
            double wave = Math.sin(x / area.width() * waves * 2 * Math.PI + phase);
            return y + 0.5f - area.height() * (level + swing * (float) wave);
        });
    }
}
