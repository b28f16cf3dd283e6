package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The bar at the top: the desktop's name, who watches, the time. */
final class TopBar {
    static final int HEIGHT = 34;
    private static final Typeface BOLD = new Typeface(10.5f, 1.8f);
    private static final Typeface PLAIN = new Typeface(10.5f, 1.25f);
    private static final int INSET = 16;
    private static final int BASELINE = 22;
    private static final int CLOCK_WIDTH = 100;

    private final String name;
    private final DateTimeFormatter format;
    private String time = "";
    private int viewers;
    private int width;

    TopBar(String name, ZoneId zone) {
        this.name = name.codePoints().anyMatch(c -> c > 0xFFFF) ? name.replaceAll("[^\\u0020-\\uFFFF]", "?") : name;
        this.format = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    void width(int pixels) {
        width = pixels;
    }

    /** Where the clock changed; empty while the second is the same. */
    Rect tick(Instant now) {
        String next = format.format(now);
        if (next.equals(time)) {
            return new Rect(0, 0, 0, 0);
        }
        time = next;
        return new Rect(width - CLOCK_WIDTH, 0, CLOCK_WIDTH, HEIGHT);
    }

    Rect viewers(int count) {
        viewers = count;
        return new Rect(0, 0, width, HEIGHT);
    }

    void paint(Canvas canvas) {
        Rect bar = new Rect(0, 0, width, HEIGHT);
        if (!canvas.clip().intersects(bar)) {
            return;
        }
        canvas.fill(bar, Theme.BAR);
        canvas.disc(INSET + 6, HEIGHT / 2f, 7, Theme.ACCENT);
        canvas.disc(INSET + 6, HEIGHT / 2f, 3, Theme.BAR_TEXT);
        int pen = BOLD.text(canvas, shortened(), INSET + 24, BASELINE, Theme.BAR_TEXT);
        String watching = viewers == 1 ? "1 viewer" : viewers + " viewers";
        PLAIN.text(canvas, watching, pen + 14, BASELINE, Theme.BAR_FAINT);
        int cells = time.length() * PLAIN.cellWidth();
        PLAIN.cells(canvas, time, width - INSET - cells, BASELINE, Theme.BAR_TEXT);
    }

    private String shortened() {
        int room = Math.max(4, (width - CLOCK_WIDTH - 180) / 10);
        return name.length() <= room ? name : name.substring(0, room - 1) + "…";
    }
}
