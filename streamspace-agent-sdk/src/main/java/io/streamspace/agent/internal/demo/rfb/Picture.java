package io.streamspace.agent.internal.demo.rfb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link SharedScreen} shows and who reacts to its viewers. The screen calls every method under its lock, from
 * any thread, so an implementation needs no locking and must not block.
 */
public interface Picture {
    String name();

    int width();

    int height();

    /** Row after row of {@code 0xRRGGBB}, up to date with everything that {@link #takeDamage()} has returned. */
    int[] pixels();

    /** Paints what is out of date and says where, inside the picture; empty when nothing changed. */
    List<Rect> takeDamage();

    /** Text that the desktop copied since the last call. */
    Optional<String> takeCutText();

    CursorShape cursor();

    void key(boolean down, int keysym);

    void pointer(int buttons, int x, int y);

    void cutText(String text);

    /** The number of viewers changed; what a viewer that left held down is let go. */
    void viewers(int count);

    void tick(Instant now);

    /** Changes the size, after which the whole picture is damaged. False: the size is not possible, nothing changed. */
    boolean resize(int width, int height);
}
