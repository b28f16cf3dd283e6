package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.internal.stream.StreamConnection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Idle connections of one agent, and the viewers that wait for one. Used by all event loops; nothing blocks under its lock. */
final class AgentPool {
    private final int maxIdle;
    private final List<Idle> idle = new ArrayList<>();
    private final Map<String, Consumer<StreamConnection>> waiting = new LinkedHashMap<>();
    private boolean closed;

    private record Idle(StreamConnection connection, long epoch) {}

    AgentPool(int maxIdle) {
        this.maxIdle = maxIdle;
    }

    /**
     * A connection is ready. It goes to the viewer that it was dialled for, else to the one that waits longest, else into the pool.
     *
     * @param streamId whom it was dialled for; null for nobody
     */
    void offer(StreamConnection connection, long epoch, @Nullable String streamId) {
        Consumer<StreamConnection> taker;
        boolean full;
        synchronized (this) {
            taker = takerFor(streamId);
            full = closed || idle.size() >= maxIdle;
            if (taker == null && !full) {
                idle.add(new Idle(connection, epoch));
            }
        }
        if (taker != null) {
            taker.accept(connection);
        } else if (full) {
            connection.close(CloseCode.STREAM_CLOSED);
        }
    }

    private @Nullable Consumer<StreamConnection> takerFor(@Nullable String streamId) {
        if (streamId != null && waiting.containsKey(streamId)) {
            return waiting.remove(streamId);
        }
        Iterator<Consumer<StreamConnection>> longest = waiting.values().iterator();
        if (!longest.hasNext()) {
            return null;
        }
        Consumer<StreamConnection> taker = longest.next();
        longest.remove();
        return taker;
    }

    /** An idle connection, of {@code preferred} where there is one; where there is none, {@code taker} gets the next that is ready. */
    @Nullable
    StreamConnection takeOrWait(EventLoop preferred, String streamId, Consumer<StreamConnection> taker) {
        synchronized (this) {
            idle.removeIf(entry -> !entry.connection().isOpen());
            if (idle.isEmpty()) {
                waiting.put(streamId, taker);
                return null;
            }
            for (int i = 0; i < idle.size(); i++) {
                if (idle.get(i).connection().eventLoop() == preferred) {
                    return idle.remove(i).connection();
                }
            }
            return idle.removeFirst().connection();
        }
    }

    synchronized void stopWaiting(String streamId) {
        waiting.remove(streamId);
    }

    synchronized void remove(StreamConnection connection) {
        idle.removeIf(entry -> entry.connection() == connection);
    }

    synchronized int idle() {
        return idle.size();
    }

    void discard(long upToEpoch) {
        closeAll(CloseCode.EPOCH_STALE, upToEpoch);
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        closeAll(CloseCode.HUB_SHUTDOWN, Long.MAX_VALUE);
    }

    private void closeAll(CloseCode code, long upToEpoch) {
        List<StreamConnection> gone = new ArrayList<>();
        synchronized (this) {
            idle.removeIf(entry -> entry.epoch() <= upToEpoch && gone.add(entry.connection()));
        }
        gone.forEach(connection -> connection.close(code));
    }
}
