package io.streamspace.agent.internal.demo.rfb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A picture that tests paint on, and that notes what it is told. */
final class TestPicture implements Picture {
    final List<String> told = new ArrayList<>();
    private final Region damage = new Region();
    private int width;
    private int height;
    private int[] pixels;
    Optional<String> copied = Optional.empty();

    TestPicture(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    void fill(Rect area, int rgb) {
        for (int y = area.y(); y < area.bottom(); y++) {
            Arrays.fill(pixels, y * width + area.x(), y * width + area.right(), rgb);
        }
        damage.add(area);
    }

    /** Every kind of content that an encoder tells apart: noise, few colours, many runs, one colour. */
    void fillAtRandom(RandomGenerator random) {
        for (int y = 0; y < height; y += 32) {
            for (int x = 0; x < width; x += 32) {
                paintBlock(new Rect(x, y, Math.min(32, width - x), Math.min(32, height - y)), random);
            }
        }
        damage.add(new Rect(0, 0, width, height));
    }

    private void paintBlock(Rect block, RandomGenerator random) {
        int colours = new int[] {1, 2, 3, 12, 100, 1 << 24}[random.nextInt(6)];
        int run = new int[] {1, 7, 400}[random.nextInt(3)];
        int colour = 0;
        for (int i = 0; i < block.width() * block.height(); i++) {
            if (i % run == 0) {
                colour = random.nextInt(colours) * (0xFFFFFF / colours);
            }
            pixels[(block.y() + i / block.width()) * width + block.x() + i % block.width()] = colour;
        }
    }

    @Override
    public String name() {
        return "Prüfbild";
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int[] pixels() {
        return pixels;
    }

    @Override
    public List<Rect> takeDamage() {
        return damage.takeAll();
    }

    @Override
    public Optional<String> takeCutText() {
        Optional<String> text = copied;
        copied = Optional.empty();
        return text;
    }

    @Override
    public CursorShape cursor() {
        return new CursorShape(2, 1, 1, 0, new int[] {0xFFFFFFFF, 0});
    }

    @Override
    public void key(boolean down, int keysym) {
        told.add("key " + down + " " + Integer.toHexString(keysym));
    }

    @Override
    public void pointer(int buttons, int x, int y) {
        told.add("pointer " + buttons + " " + x + " " + y);
    }

    @Override
    public void cutText(String text) {
        told.add("cut " + text);
    }

    @Override
    public void viewers(int count) {
        told.add("viewers " + count);
    }

    @Override
    public void tick(Instant now) {
        told.add("tick " + now);
    }

    @Override
    public boolean resize(int newWidth, int newHeight) {
        if (newWidth > 1000 || newWidth < 1 || newHeight < 1) {
            return false;
        }
        width = newWidth;
        height = newHeight;
        pixels = new int[width * height];
        fill(new Rect(0, 0, width, height), 0x334455);
        return true;
    }
}
