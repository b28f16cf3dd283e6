package io.streamspace.agent.internal.command;

import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One lane per session: what is done with a session is done in order, and sessions do not wait for each other. On the agent's loop.
 *
 * <p>A revoked task keeps its lane until the driver has come back, at most for {@link #GRACE}: a driver that does not heed an interrupt must
 * not keep a session from being ended.
 */
final class Lanes {
    static final Duration GRACE = Duration.ofSeconds(10);

    private final AgentLoop loop;
    private final Consumer<String> idle;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** {@code idle} hears of each session with which nothing is left to do. */
    Lanes(AgentLoop loop, Consumer<String> idle) {
        this.loop = loop;
        this.idle = idle;
    }

    boolean busy(String sessionId) {
        return lanes.containsKey(sessionId);
    }

    /** Does it after all that is to be done with the session already. */
    void append(LaneTask task) {
        Lane lane = lane(task);
        lane.waiting.addLast(task);
        lane.next();
    }

    /** Does it next. */
    void prepend(LaneTask task) {
        Lane lane = lane(task);
        lane.waiting.addFirst(task);
        lane.next();
    }

    /** Gives up all that the session's end makes void, then does this. */
    void preempt(LaneTask task) {
        Lane lane = lane(task);
        List<LaneTask> dropped =
                lane.waiting.stream().filter(LaneTask::yieldsToStop).toList();
        lane.waiting.removeAll(dropped);
        lane.waiting.addLast(task);
        dropped.forEach(t -> t.revoke(Revocation.STOPPED));
        if (lane.running != null && lane.running.yieldsToStop()) {
            lane.revokeRunning(Revocation.STOPPED);
        }
        lane.next();
    }

    /** Gives up one task, wherever it stands. */
    void revoke(LaneTask task, Revocation why) {
        Lane lane = lanes.get(task.sessionId());
        if (lane != null && lane.running == task) {
            lane.revokeRunning(why);
        } else if (lane != null && lane.waiting.remove(task)) {
            task.revoke(why);
            lane.next();
        }
    }

    /** Gives up everything. */
    void revokeAll(Revocation why) {
        for (Lane lane : List.copyOf(lanes.values())) {
            List<LaneTask> dropped = List.copyOf(lane.waiting);
            lane.waiting.clear();
            dropped.forEach(t -> t.revoke(why));
            lane.revokeRunning(why);
            lane.next();
        }
    }

    private Lane lane(LaneTask task) {
        return lanes.computeIfAbsent(task.sessionId(), Lane::new);
    }

    private final class Lane {
        final String sessionId;
        final Deque<LaneTask> waiting = new ArrayDeque<>();

        @Nullable
        LaneTask running;

        AgentLoop.@Nullable Timer grace;

        Lane(String sessionId) {
            this.sessionId = sessionId;
        }

        void next() {
            if (running != null) {
                return;
            }
            LaneTask task = waiting.pollFirst();
            if (task == null) {
                if (lanes.remove(sessionId, this)) {
                    idle.accept(sessionId);
                }
                return;
            }
            running = task;
            task.begin(() -> ended(task));
        }

        void revokeRunning(Revocation why) {
            LaneTask task = running;
            if (task == null) {
                return;
            }
            task.revoke(why);
            if (grace == null) {
                grace = loop.schedule(GRACE, () -> ended(task));
            }
        }

        private void ended(LaneTask task) {
            if (running != task) {
                return;
            }
            running = null;
            if (grace != null) {
                grace.cancel();
                grace = null;
            }
            next();
        }
    }
}
