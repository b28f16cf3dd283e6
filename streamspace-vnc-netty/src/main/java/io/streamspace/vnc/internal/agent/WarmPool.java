package io.streamspace.vnc.internal.agent;

import io.netty.channel.EventLoop;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.internal.stream.Backoff;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps as many idle connections ready as the hub asked for, under the epoch of the present link. Used from any thread. */
public final class WarmPool {
    private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** What a viewer waits for comes first; the next connection's handshake would take the processor from it. */
    private static final long REFILL_MILLIS = 10;

    private final AgentContext agent;
    private final AgentStreams streams;
    private final Backoff backoff;
    private final Set<StreamConnection> idle = new HashSet<>();
    private @Nullable StreamAccess access;
    private int dialling;
    private boolean pausing;
    private boolean refilling;

    /** A pool that has no link yet. */
    public WarmPool(AgentContext agent, AgentStreams streams) {
        this.agent = agent;
        this.streams = streams;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, agent.random());
    }

    /** A link is up: connections of earlier ones are worth nothing any more. */
    public void linkUp(StreamAccess next) {
        List<StreamConnection> stale = replaceAccess(next);
        stale.forEach(connection -> connection.close(CloseCode.STREAM_CLOSED));
        fill();
    }

    /** There is no link. */
    public void linkDown() {
        replaceAccess(null).forEach(connection -> connection.close(CloseCode.STREAM_CLOSED));
    }

    private synchronized List<StreamConnection> replaceAccess(@Nullable StreamAccess next) {
        access = next;
        backoff.reset();
        List<StreamConnection> stale = List.copyOf(idle);
        idle.clear();
        return stale;
    }

    /** What the present link grants; null while there is none. */
    synchronized @Nullable StreamAccess access() {
        return access;
    }

    /** Idle connections. */
    public synchronized int idle() {
        return idle.size();
    }

    /** Dials one more connection at once, for a viewer that waits. */
    public void dialFor(String streamId) {
        StreamAccess current = access();
        if (current != null) {
            dial(current, streamId);
        }
    }

    private void fill() {
        while (true) {
            StreamAccess current;
            synchronized (this) {
                current = access;
                if (current == null || pausing || idle.size() + dialling >= current.warmStreams()) {
                    return;
                }
                dialling++;
            }
            dial(current, null);
        }
    }

    private void dial(StreamAccess current, @Nullable String streamId) {
        EventLoop loop = agent.loops().group().next();
        StreamDial.dial(agent, current, loop, new IdleConnection(this, agent, streams))
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        connected(connection, current, streamId);
                    } else {
                        failed(current, streamId, failure);
                    }
                });
    }

    private void connected(StreamConnection connection, StreamAccess used, @Nullable String streamId) {
        boolean current;
        synchronized (this) {
            dialling -= streamId == null ? 1 : 0;
            current = used.equals(access);
            if (current) {
                idle.add(connection);
            }
        }
        if (current) {
            connection.send(new StreamMessage.Ready(used.agentId(), used.epoch(), streamId));
        } else {
            connection.close(CloseCode.STREAM_CLOSED);
            fill();
        }
    }

    private void failed(StreamAccess used, @Nullable String streamId, Throwable failure) {
        synchronized (this) {
            dialling -= streamId == null ? 1 : 0;
        }
        LOG.atInfo()
                .addKeyValue("agentId", used.agentId())
                .addKeyValue("cause", failure.getMessage())
                .log("a stream connection could not be dialled");
        pause();
    }

    /** A stream has begun on it: one more is needed in its place, soon. */
    void taken(StreamConnection connection) {
        synchronized (this) {
            idle.remove(connection);
            backoff.reset();
            if (refilling) {
                return;
            }
            refilling = true;
        }
        agent.loops().group().schedule(this::refill, REFILL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void refill() {
        synchronized (this) {
            refilling = false;
        }
        fill();
    }

    /** It was closed before it was used. */
    void lost(StreamConnection connection) {
        boolean was;
        synchronized (this) {
            was = idle.remove(connection);
        }
        if (was) {
            pause();
        }
    }

    private void pause() {
        Duration wait;
        synchronized (this) {
            if (pausing || access == null) {
                return;
            }
            pausing = true;
            wait = backoff.next();
        }
        agent.loops().group().schedule(this::resumeFilling, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void resumeFilling() {
        synchronized (this) {
            pausing = false;
        }
        fill();
    }
}
