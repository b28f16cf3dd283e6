package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.CursorShape;
import io.streamspace.agent.internal.demo.rfb.Picture;
import io.streamspace.agent.internal.demo.rfb.Rect;
import io.streamspace.agent.internal.demo.rfb.Region;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The desktop: wallpaper, windows from the lowest to the highest, bar. Not safe for several threads; the screen that
 * shows it calls it under its lock.
 */
public final class DemoPicture implements Picture {
    public static final int SMALLEST = 64;
    public static final int LARGEST = 4096;
    private static final int REACHABLE = 60;
    private static final int CONTROL_LEFT = 0xFFE3;
    private static final int CONTROL_RIGHT = 0xFFE4;
    private static final int WHEEL = 0b11000;

    private final String name;
    private final TopBar bar;
    private final Notepad notepad;
    private final List<Window> windows = new ArrayList<>();
    private final Region damage = new Region();
    private int width;
    private int height;
    private int[] pixels = {};
    private Wallpaper wallpaper;
    private int buttons;
    private boolean control;
    private @Nullable Window pressed;
    private @Nullable Grip grip;
    private @Nullable String copied;

    /** Where in its title bar a window is held. */
    private record Grip(Window window, int dx, int dy) {}

    public DemoPicture(String name, int width, int height, ZoneId zone) {
        this.name = name;
        this.bar = new TopBar(name, zone);
        this.wallpaper = new Wallpaper(1, 1);
        Furniture furniture = Furniture.arrange(name, width, height, text -> copied = text);
        this.notepad = furniture.notepad();
        windows.addAll(furniture.windows());
        if (!resize(width, height)) {
            throw new IllegalArgumentException(
                    "a demo desktop is " + SMALLEST + " to " + LARGEST + " pixels wide and high");
        }
    }

    @Override
    public String name() {
        return name;
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
    public CursorShape cursor() {
        return Arrow.SHAPE;
    }

    /** What the notepad holds. */
    public String text() {
        return notepad.buffer().text();
    }

    @Override
    public boolean resize(int newWidth, int newHeight) {
        boolean possible = Math.min(newWidth, newHeight) >= SMALLEST && Math.max(newWidth, newHeight) <= LARGEST;
        if (!possible) {
            return false;
        }
        if (newWidth == width && newHeight == height) {
            return true;
        }
        width = newWidth;
        height = newHeight;
        pixels = new int[width * height];
        wallpaper = new Wallpaper(width, height);
        bar.width(width);
        windows.forEach(window ->
                moveReachable(window, window.bounds().x(), window.bounds().y()));
        damage.add(new Rect(0, 0, width, height));
        return true;
    }

    @Override
    public List<Rect> takeDamage() {
        for (Window window : windows) {
            for (Rect part : window.content().takeDamage()) {
                damage.add(part.at(window.inner().x() + part.x(), window.inner().y() + part.y()));
            }
        }
        Rect screen = new Rect(0, 0, width, height);
        List<Rect> parts = damage.takeAll().stream()
                .map(screen::intersect)
                .filter(part -> !part.isEmpty())
                .toList();
        Canvas canvas = new Canvas(pixels, width, height);
        for (Rect part : parts) {
            canvas.clip(part);
            paint(canvas);
        }
        return parts;
    }

    private void paint(Canvas canvas) {
        wallpaper.paint(canvas);
        for (Window window : windows) {
            window.paint(canvas, window == windows.getLast());
        }
        bar.paint(canvas);
    }

    @Override
    public Optional<String> takeCutText() {
        Optional<String> text = Optional.ofNullable(copied);
        copied = null;
        return text;
    }

    @Override
    public void key(boolean down, int keysym) {
        if (keysym == CONTROL_LEFT || keysym == CONTROL_RIGHT) {
            control = down;
        } else if (down) {
            windows.getLast().content().key(Key.of(keysym, control));
        }
    }

    @Override
    public void cutText(String text) {
        notepad.offer(text);
    }

    @Override
    public void pointer(int newButtons, int x, int y) {
        int went = newButtons & ~buttons;
        buttons = newButtons;
        if ((newButtons & 1) == 0) {
            grip = null;
            pressed = null;
        }
        if ((went & 1) != 0) {
            press(x, y);
        } else if (grip != null) {
            drag(grip, x, y);
        } else if (pressed != null) {
            Rect inner = pressed.inner();
            pressed.content().drag(x - inner.x(), y - inner.y());
        }
        if ((went & WHEEL) != 0) {
            wheel(went, x, y);
        }
    }

    @Override
    public void viewers(int count) {
        pointer(0, 0, 0);
        control = false;
        damage.add(bar.viewers(count));
    }

    @Override
    public void tick(Instant now) {
        damage.add(bar.tick(now));
    }

    private void press(int x, int y) {
        Window window = windowAt(x, y);
        if (window == null) {
            return;
        }
        raise(window);
        if (window.titleContains(x, y)) {
            grip = new Grip(window, x - window.bounds().x(), y - window.bounds().y());
        } else if (window.inner().contains(x, y)) {
            pressed = window;
            window.content().press(x - window.inner().x(), y - window.inner().y(), 1);
        }
    }

    private void wheel(int went, int x, int y) {
        Window window = windowAt(x, y);
        if (window != null) {
            int button = (went & 0b1000) != 0 ? 4 : 5;
            window.content().press(x - window.inner().x(), y - window.inner().y(), button);
        }
    }

    private void drag(Grip held, int x, int y) {
        Window window = held.window();
        damage.add(window.painted());
        moveReachable(window, x - held.dx(), y - held.dy());
        damage.add(window.painted());
    }

    /** A window stays where its title bar can be grasped again. */
    private void moveReachable(Window window, int x, int y) {
        int right = Math.max(REACHABLE, width - REACHABLE);
        int left = REACHABLE - window.bounds().width();
        int lowest = Math.max(TopBar.HEIGHT, height - Window.TITLE);
        window.moveTo(Math.clamp(x, left, right), Math.clamp(y, TopBar.HEIGHT, lowest));
    }

    private void raise(Window window) {
        Window before = windows.getLast();
        if (before != window) {
            windows.remove(window);
            windows.add(window);
            damage.add(before.painted());
            damage.add(window.painted());
        }
    }

    private @Nullable Window windowAt(int x, int y) {
        for (Window window : windows.reversed()) {
            if (window.bounds().contains(x, y)) {
                return window;
            }
        }
        return null;
    }
}
