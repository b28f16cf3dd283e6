package io.streamspace.agent.internal.demo.rfb;

import io.streamspace.agent.internal.demo.rfb.Outgoing.Patch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer is still to be sent. The state is bounded: damage coalesces, of several requests, sizes or cut texts
 * the last one counts. The methods without a comment on locking take the screen's lock themselves.
 */
final class ViewerFeed {
    private final SharedScreen screen;
    private final Picture picture;
    private final Region damage = new Region();
    private ViewerFormat format = ViewerFormat.INITIAL;
    private int knownWidth;
    private int knownHeight;
    private boolean cursorDue;
    private boolean closed;
    private @Nullable Rect requested;
    private @Nullable SizeNews sizeDue;
    private @Nullable String textDue;

    /** Made under the screen's lock. */
    ViewerFeed(SharedScreen screen, Picture picture) {
        this.screen = screen;
        this.picture = picture;
        this.knownWidth = picture.width();
        this.knownHeight = picture.height();
        damage.add(new Rect(0, 0, knownWidth, knownHeight));
    }

    Bytes serverInit() {
        byte[] name = picture.name().getBytes(StandardCharsets.UTF_8);
        Bytes out = new Bytes().u16(knownWidth).u16(knownHeight);
        PixelFormat.NATIVE.write(out);
        return out.u32(name.length).put(name);
    }

    void use(PixelFormat pixels) {
        screen.locked(() -> format = format.with(pixels));
    }

    void use(List<Integer> encodings) {
        screen.locked(() -> {
            boolean news = !format.extendedDesktopSize();
            format = format.with(encodings);
            cursorDue = format.cursor();
            if (news && format.extendedDesktopSize()) {
                announceSize();
            }
        });
    }

    void request(boolean incremental, Rect area) {
        screen.locked(() -> {
            requested = requested == null ? area : requested.union(area);
            if (!incremental) {
                damage.add(area);
                announceSize();
            }
        });
    }

    void resize(int width, int height) {
        screen.resize(this, width, height);
    }

    void close() {
        screen.locked(() -> closed = true);
        screen.leave(this);
    }

    Outgoing next() throws InterruptedException {
        return screen.next(this);
    }

    /** Under the screen's lock. */
    void damaged(List<Rect> rects) {
        rects.forEach(damage::add);
    }

    /** Under the screen's lock. */
    void copied(String text) {
        textDue = text;
    }

    /** Under the screen's lock. */
    void sizeIs(int reason, int status) {
        boolean tell = format.extendedDesktopSize() || (format.desktopSize() && status == SizeNews.DONE);
        if (tell) {
            sizeDue = new SizeNews(reason, status, picture.width(), picture.height());
        }
    }

    /** Under the screen's lock. Null while there is nothing to send, or the viewer has not asked for it. */
    @Nullable
    Outgoing poll() {
        if (closed) {
            return new Outgoing.Closed();
        }
        if (textDue != null) {
            Outgoing text = new Outgoing.CutText(textDue);
            textDue = null;
            return text;
        }
        if (requested == null) {
            return null;
        }
        return sizeDue == null ? pixels(requested) : size(sizeDue);
    }

    /** What only says that the size is known leaves the request open: the picture need not wait for the viewer's next one. */
    private Outgoing size(SizeNews news) {
        if (news.width() != knownWidth || news.height() != knownHeight) {
            requested = null;
        }
        knownWidth = news.width();
        knownHeight = news.height();
        sizeDue = null;
        return new Outgoing.Size(format, news);
    }

    private @Nullable Outgoing pixels(Rect area) {
        Rect visible = area.intersect(new Rect(0, 0, knownWidth, knownHeight))
                .intersect(new Rect(0, 0, picture.width(), picture.height()));
        List<Patch> patches = damage.take(visible).stream().map(this::copy).toList();
        if (patches.isEmpty() && !cursorDue) {
            return null;
        }
        CursorShape cursor = cursorDue ? picture.cursor() : null;
        cursorDue = false;
        requested = null;
        return new Outgoing.Pixels(format, cursor, patches);
    }

    private Patch copy(Rect rect) {
        int[] copy = new int[rect.width() * rect.height()];
        for (int row = 0; row < rect.height(); row++) {
            int from = (rect.y() + row) * picture.width() + rect.x();
            System.arraycopy(picture.pixels(), from, copy, row * rect.width(), rect.width());
        }
        return new Patch(rect, copy);
    }

    private void announceSize() {
        if (sizeDue == null && format.extendedDesktopSize()) {
            sizeIs(SizeNews.BY_SERVER, SizeNews.DONE);
        }
    }
}
