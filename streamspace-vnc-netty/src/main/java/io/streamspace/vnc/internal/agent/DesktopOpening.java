package io.streamspace.vnc.internal.agent;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.StreamRefusedException;
import io.streamspace.vnc.StreamTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the desktop that a stream is to lead to and connects it, in time or not at all (rule P-5.4). On the stream's event loop. */
final class DesktopOpening {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopOpening.class);

    private final AgentContext agent;
    private final StreamMessage.Open open;
    private final EventLoop loop;
    private final Result result;
    private final long startedAt;
    private final Future<?> deadline;
    private boolean over;

    /** Hears the end of an opening, once. */
    interface Result {
        void connected(DesktopSide desktop);

        void refused(CloseCode code, String message);
    }

    private DesktopOpening(AgentContext agent, StreamMessage.Open open, EventLoop loop, Result result) {
        this.agent = agent;
        this.open = open;
        this.loop = loop;
        this.result = result;
        this.startedAt = loop.ticker().nanoTime();
        this.deadline =
                loop.schedule(this::timedOut, agent.settings().openTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins; {@code events} are those of the desktop. */
    static DesktopOpening start(
            AgentContext agent, StreamMessage.Open open, EventLoop loop, DesktopEvents events, Result result) {
        var opening = new DesktopOpening(agent, open, loop, result);
        opening.resolve()
                .whenComplete((target, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        opening.refuse(failure);
                    } else {
                        opening.connect(target, events);
                    }
                }));
        return opening;
    }

    /** Nobody wants the desktop any more. */
    void cancel() {
        over = true;
        deadline.cancel(false);
    }

    private CompletionStage<StreamTarget> resolve() {
        try {
            return agent.targets().resolve(open.sessionId(), open.endpoint());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void connect(StreamTarget target, DesktopEvents events) {
        new DesktopConnector(agent.loops(), agent.settings().openTimeout())
                .connect(target, loop, events)
                .whenComplete((desktop, failure) -> {
                    if (failure != null) {
                        refuse(failure);
                    } else {
                        connected(desktop);
                    }
                });
    }

    private void connected(DesktopSide desktop) {
        if (over) {
            desktop.close();
            return;
        }
        cancel();
        agent.meters().opened(Duration.ofNanos(loop.ticker().nanoTime() - startedAt));
        result.connected(desktop);
    }

    private void timedOut() {
        refuse(new StreamRefusedException(CloseCode.DESKTOP_UNREACHABLE, CloseCode.DESKTOP_UNREACHABLE.sentence()));
    }

    private void refuse(Throwable failure) {
        if (over) {
            return;
        }
        cancel();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        CloseCode code =
                cause instanceof StreamRefusedException refused ? refused.closeCode() : CloseCode.DESKTOP_UNREACHABLE;
        agent.meters().refused();
        LOG.atInfo()
                .addKeyValue("streamId", open.streamId())
                .addKeyValue("sessionId", open.sessionId())
                .addKeyValue("code", code)
                .setCause(cause)
                .log("stream refused");
        result.refused(
                code, cause instanceof StreamRefusedException ? String.valueOf(cause.getMessage()) : code.sentence());
    }
}
