package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;
import java.util.List;
import java.util.function.Consumer;

/** The windows of a new desktop, placed to fit its size, with something in them for the first look. */
record Furniture(Notepad notepad, List<Window> windows) {
    static Furniture arrange(String name, int width, int height, Consumer<String> clipboard) {
        int notesWidth = Math.clamp(width * 44 / 100, 320, 620);
        int notesHeight = Math.clamp(height * 52 / 100, 200, 480);
        int sketchWidth = Math.clamp(width * 40 / 100, 300, 560);
        int sketchHeight = Math.clamp(height * 52 / 100, 330, 480);
        int top = TopBar.HEIGHT + Window.TITLE;
        Notepad notepad = new Notepad(notesWidth, notesHeight, clipboard);
        Sketchpad sketchpad = new Sketchpad(sketchWidth, sketchHeight);
        greet(notepad, name);
        doodle(sketchpad);
        int sketchX = width - sketchWidth - width * 6 / 100;
        int sketchY = top + height * 24 / 100;
        Window notes = new Window(notepad, new Rect(width * 6 / 100, top + height * 8 / 100, notesWidth, notesHeight));
        Window sketch = new Window(sketchpad, new Rect(sketchX, sketchY, sketchWidth, sketchHeight));
        return new Furniture(notepad, List.of(sketch, notes));
    }

    private static void greet(Notepad notepad, String name) {
        notepad.write("""
                Welcome to %s.

                Drawn by Java alone,
                streamed by StreamSpace.

                - type here, it echoes
                - drag windows by the title
                - draw in the sketch
                - resize: it follows you

                """.formatted(name));
    }

    private static void doodle(Sketchpad sketchpad) {
        double[] wave = new double[2 * 41];
        for (int i = 0; i <= 40; i++) {
            wave[2 * i] = 0.12 + i * 0.019;
            wave[2 * i + 1] = 0.62 + 0.12 * Math.sin(i / 40.0 * 4 * Math.PI);
        }
        sketchpad.curve(4, wave);
        double[] ring = new double[2 * 33];
        for (int i = 0; i <= 32; i++) {
            ring[2 * i] = 0.72 + 0.11 * Math.cos(i / 16.0 * Math.PI);
            ring[2 * i + 1] = 0.24 + 0.12 * Math.sin(i / 16.0 * Math.PI);
        }
        sketchpad.curve(2, ring);
    }
}
