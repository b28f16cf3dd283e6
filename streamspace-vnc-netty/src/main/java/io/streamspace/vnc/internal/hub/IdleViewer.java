package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.rfb.InputListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the host about a person's activity, at most once a second, and ends a viewer that nobody uses. On the viewer's event loop. */
final class IdleViewer implements InputListener {
    private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final TunnelHost host;
    private final ViewerGrant grant;
    private final long timeout;
    private @Nullable EventLoop loop;
    private @Nullable Future<?> timer;
    private long lastInput;
    private long lastReport;

    /** A timeout of zero never ends. */
    IdleViewer(TunnelHost host, ViewerGrant grant, Duration timeout) {
        this.host = host;
        this.grant = grant;
        this.timeout = timeout.toNanos();
    }

    void start(EventLoop viewerLoop, Runnable expired) {
        loop = viewerLoop;
        lastInput = viewerLoop.ticker().nanoTime();
        lastReport = lastInput - REPORT_EVERY;
        if (timeout > 0) {
            watch(viewerLoop, expired, timeout);
        }
    }

    void stop() {
        loop = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void watch(EventLoop viewerLoop, Runnable expired, long wait) {
        timer = viewerLoop.schedule(
                () -> {
                    long left = timeout - (viewerLoop.ticker().nanoTime() - lastInput);
                    if (left > 0) {
                        watch(viewerLoop, expired, left);
                    } else {
                        expired.run();
                    }
                },
                wait,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void input(boolean delivered) {
        EventLoop current = loop;
        if (current == null) {
            return;
        }
        lastInput = current.ticker().nanoTime();
        // A watcher who moves the mouse is there, but does not use the session.
        if (delivered && lastInput - lastReport >= REPORT_EVERY) {
            lastReport = lastInput;
            host.activity(grant);
        }
    }
}
