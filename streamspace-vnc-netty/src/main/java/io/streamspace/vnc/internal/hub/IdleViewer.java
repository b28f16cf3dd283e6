package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.rfb.InputListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the host about a person's activity, at most once a second, and ends a viewer that nobody uses. On the viewer's event loop. */
final class IdleViewer implements InputListener {
    private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final TunnelHost host;
    private final ViewerGrant grant;
    private final InstantSource clock;
    private final Duration everybodys;
    private long timeout;
    private @Nullable EventLoop loop;
    private @Nullable Runnable expired;
    private @Nullable Future<?> timer;
    private long lastInput;
    private long lastReport;
    private volatile @Nullable Instant lastInputAt;

    /** @param everybodys the time-out of all viewers, which a policy may shorten; zero for none */
    IdleViewer(TunnelHost host, ViewerGrant grant, InstantSource clock, Duration everybodys, ViewerPolicy policy) {
        this.host = host;
        this.grant = grant;
        this.clock = clock;
        this.everybodys = everybodys;
        this.timeout = timeout(policy);
    }

    private long timeout(ViewerPolicy policy) {
        return policy.strictest(ViewerPolicy.UNRESTRICTED.withIdleTimeout(everybodys))
                .idleTimeout()
                .toNanos();
    }

    void start(EventLoop viewerLoop, Runnable whenExpired) {
        loop = viewerLoop;
        expired = whenExpired;
        lastInput = viewerLoop.ticker().nanoTime();
        lastReport = lastInput - REPORT_EVERY;
        watch();
    }

    void stop() {
        loop = null;
        expired = null;
        stopTimer();
    }

    /** Another time-out; what has passed without input counts. */
    void policy(ViewerPolicy policy) {
        timeout = timeout(policy);
        watch();
    }

    /** When a person last used the viewer; null for never. From any thread. */
    @Nullable
    Instant lastInputAt() {
        return lastInputAt;
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void watch() {
        stopTimer();
        EventLoop current = loop;
        Runnable then = expired;
        if (timeout == 0 || current == null || then == null) {
            return;
        }
        long left = timeout - (current.ticker().nanoTime() - lastInput);
        if (left <= 0) {
            then.run();
        } else {
            timer = current.schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void input(boolean delivered) {
        EventLoop current = loop;
        if (current == null) {
            return;
        }
        lastInput = current.ticker().nanoTime();
        if (lastInput - lastReport >= REPORT_EVERY) {
            lastReport = lastInput;
            lastInputAt = clock.instant();
            // A watcher who moves the mouse is there, but does not use the session.
            if (delivered) {
                host.activity(grant);
            }
        }
    }
}
