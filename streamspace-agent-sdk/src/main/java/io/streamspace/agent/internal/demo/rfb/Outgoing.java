package io.streamspace.agent.internal.demo.rfb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next thing to send to a viewer: a copy, so that it is encoded and sent without holding the screen's lock. */
sealed interface Outgoing {
    /** Pixels of the picture, row after row, for the viewer to place at {@code area}. */
    record Patch(Rect area, int[] pixels) {}

    record Pixels(ViewerFormat format, @Nullable CursorShape cursor, List<Patch> patches) implements Outgoing {}

    /** Goes alone, since an update that changes the size must not change pixels. */
    record Size(ViewerFormat format, SizeNews news) implements Outgoing {}

    record CutText(String text) implements Outgoing {}

    record Closed() implements Outgoing {}
}
