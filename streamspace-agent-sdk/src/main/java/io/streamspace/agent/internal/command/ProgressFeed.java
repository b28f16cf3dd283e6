package io.streamspace.agent.internal.command;

import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.Progress;
import io.streamspace.protocol.message.CommandProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes a command's progress on: the first at once, then the latest at most every {@link #PAUSE}, none after the result. However often the
 * driver reports, from whatever thread, at most one task waits on the loop.
 */
final class ProgressFeed implements Progress {
    static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MAX_STAGE = 64;
    private static final int MAX_MESSAGE = 1024;

    private final String commandId;
    private final AgentLoop loop;
    private final Consumer<CommandProgress> sink;
    private final AtomicReference<@Nullable CommandProgress> latest = new AtomicReference<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    ProgressFeed(String commandId, AgentLoop loop, Consumer<CommandProgress> sink) {
        this.commandId = commandId;
        this.loop = loop;
        this.sink = sink;
    }

    @Override
    public void report(String stage, String message, double fraction) {
        if (closed) {
            return;
        }
        latest.set(new CommandProgress(commandId, stage(stage), Texts.cut(message, MAX_MESSAGE), part(fraction)));
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::flush);
        }
    }

    /** Nothing is passed on from here. On the loop. */
    void close() {
        closed = true;
    }

    private void flush() {
        CommandProgress progress = latest.getAndSet(null);
        if (closed) {
            return;
        }
        if (progress == null) {
            scheduled.set(false);
            // A report may have come between the two lines above and found the flag still set.
            if (latest.get() != null && scheduled.compareAndSet(false, true)) {
                loop.execute(this::flush);
            }
            return;
        }
        sink.accept(progress);
        loop.schedule(PAUSE, this::flush);
    }

    private static String stage(String stage) {
        String cleaned =
                Texts.cut(stage, MAX_STAGE).replaceAll("[^A-Za-z0-9._:-]", "_").replaceFirst("^[^A-Za-z0-9]+", "");
        return cleaned.isEmpty() ? "working" : cleaned;
    }

    private static double part(double fraction) {
        return Double.isNaN(fraction) ? -1 : Math.min(1, fraction);
    }
}
