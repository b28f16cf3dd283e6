package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends that want to continue a stream which this hub does not know, after its restart or that of another one: whichever comes first waits
 * for the other (rule P-5.15). Used by all event loops; nothing blocks under its lock.
 */
public final class Rendezvous {
    /** More than this wait for no agent, so that nobody who may open a session can fill the hub with claims. */
    static final int MAX_PER_AGENT = 256;

    private final Map<String, List<Half>> byAgent = new HashMap<>();

    private sealed interface Claim {
        String agentId();

        String streamId();

        StreamConnection connection();

        /** Tells it that the stream cannot go on. */
        void refuse();
    }

    private record AgentClaim(
            String agentId, StreamConnection connection, StreamMessage.Resume said, StreamViewer viewer)
            implements Claim {
        @Override
        public String streamId() {
            return said.streamId();
        }

        @Override
        public void refuse() {
            HubStream.gone(connection);
        }
    }

    private record ViewerClaim(ViewerLeg leg, ViewerGrant grant, StreamMessage.Rejoin said) implements Claim {
        @Override
        public String agentId() {
            return grant.agentId();
        }

        @Override
        public String streamId() {
            return said.streamId();
        }

        @Override
        public StreamConnection connection() {
            return leg.connection();
        }

        @Override
        public void refuse() {
            leg.connection().close(CloseCode.STREAM_LOST);
        }
    }

    /** What came of a claim, found out under the lock and acted on outside of it. */
    private record Outcome(@Nullable Half partner, List<Half> refused) {}

    /** Where the two ends meet; waiting for longer than the hub's time for resuming is in vain. */
    void agent(HubContext hub, String agentId, StreamConnection connection, StreamMessage.Resume said) {
        StreamViewer viewer;
        try {
            viewer = StreamViewer.parse(said.viewer() == null ? "" : said.viewer());
        } catch (IllegalArgumentException none) {
            HubStream.gone(connection);
            return;
        }
        come(hub, new AgentClaim(agentId, connection, said, viewer));
    }

    void viewer(HubContext hub, ViewerLeg leg, ViewerGrant grant, StreamMessage.Rejoin said) {
        come(hub, new ViewerClaim(leg, grant, said));
    }

    /** How many wait. */
    public synchronized int waiting() {
        return byAgent.values().stream().mapToInt(List::size).sum();
    }

    private void come(HubContext hub, Claim claim) {
        Half half = new Half(claim);
        claim.connection().owner(half);
        Outcome outcome = match(half);
        outcome.refused().forEach(Half::refuse);
        Half partner = outcome.partner();
        if (partner != null) {
            half.stop();
            partner.stop();
            join(hub, half.claim, partner.claim);
        } else if (!outcome.refused().contains(half)) {
            half.limit(hub);
        }
    }

    private synchronized Outcome match(Half half) {
        List<Half> waiting = byAgent.computeIfAbsent(half.claim.agentId(), id -> new ArrayList<>());
        List<Half> refused = new ArrayList<>();
        Half partner = null;
        for (Half other : List.copyOf(waiting)) {
            if (!other.claim.streamId().equals(half.claim.streamId())) {
                continue;
            }
            if (partner == null && belongTogether(half.claim, other.claim)) {
                partner = other;
                waiting.remove(other);
            } else if (isReplaced(other.claim, half.claim)) {
                waiting.remove(other);
                refused.add(other);
            } else if (half.claim instanceof ViewerClaim && other.claim instanceof AgentClaim) {
                // The agent is there, and says that this is not its viewer.
                refused.add(half);
            }
        }
        if (partner == null && refused.isEmpty() && waiting.size() >= MAX_PER_AGENT) {
            refused.add(half);
        }
        if (partner == null && !refused.contains(half)) {
            waiting.add(half);
        }
        if (waiting.isEmpty()) {
            byAgent.remove(half.claim.agentId());
        }
        return new Outcome(partner, refused);
    }

    private static boolean belongTogether(Claim one, Claim other) {
        return one instanceof AgentClaim agent && other instanceof ViewerClaim viewer && belongTogether(agent, viewer)
                || one instanceof ViewerClaim viewer2
                        && other instanceof AgentClaim agent2
                        && belongTogether(agent2, viewer2);
    }

    private static boolean belongTogether(AgentClaim agent, ViewerClaim viewer) {
        return keyOf(agent).opensWith(viewer.said().resumeKey())
                && agent.viewer().mayGoOnAs(viewer.grant());
    }

    private static StreamKey keyOf(AgentClaim agent) {
        return new StreamKey(agent.streamId(), agent.said().resumeKey());
    }

    /** Whether a claim is void because of a later one: an end that comes twice, or a viewer that the agent does not know. */
    private static boolean isReplaced(Claim earlier, Claim later) {
        return switch (earlier) {
            case AgentClaim agent -> later instanceof AgentClaim;
            case ViewerClaim viewer ->
                later instanceof AgentClaim
                        || later instanceof ViewerClaim again
                                && new StreamKey("", again.said().resumeKey())
                                        .opensWith(viewer.said().resumeKey());
        };
    }

    /** False where it was matched or refused before. */
    private synchronized boolean forget(Half half) {
        List<Half> waiting = byAgent.getOrDefault(half.claim.agentId(), new ArrayList<>());
        boolean waited = waiting.remove(half);
        if (waited && waiting.isEmpty()) {
            byAgent.remove(half.claim.agentId());
        }
        return waited;
    }

    private static void join(HubContext hub, Claim one, Claim other) {
        if (one instanceof AgentClaim agent && other instanceof ViewerClaim viewer) {
            join(hub, agent, viewer);
        } else if (one instanceof ViewerClaim viewer && other instanceof AgentClaim agent) {
            join(hub, agent, viewer);
        }
    }

    private static void join(HubContext hub, AgentClaim agent, ViewerClaim viewer) {
        RelayedStream stream = RelayedStream.adopt(hub, keyOf(agent), agent.viewer(), viewer.grant(), viewer.leg());
        stream.viewerCame(viewer.leg(), viewer.grant(), viewer.said().received());
        stream.agentCame(agent.connection(), agent.said());
    }

    /** One end that waits; hears its connection meanwhile. */
    private final class Half implements StreamEvents {
        private final Claim claim;
        private volatile @Nullable Future<?> deadline;

        Half(Claim claim) {
            this.claim = claim;
        }

        void limit(HubContext hub) {
            deadline = claim.connection()
                    .eventLoop()
                    .schedule(this::giveUp, hub.settings().resumeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }

        private void giveUp() {
            if (forget(this)) {
                claim.refuse();
            }
        }

        void refuse() {
            stop();
            claim.refuse();
        }

        void stop() {
            Future<?> running = deadline;
            if (running != null) {
                running.cancel(false);
            }
        }

        @Override
        public void message(StreamConnection from, StreamMessage message) {
            if (message instanceof StreamMessage.Ping && claim instanceof ViewerClaim) {
                from.send(new StreamMessage.Pong());
            } else {
                from.violation("an end that waits has nothing to say");
            }
        }

        @Override
        public void bytes(StreamConnection from, ByteBuf piece) {
            piece.release();
            from.violation("an end that waits has nothing to send");
        }

        @Override
        public void readComplete(StreamConnection from) {}

        @Override
        public void writabilityChanged(StreamConnection from) {}

        @Override
        public void closed(StreamConnection from, int code, String reason) {
            stop();
            forget(this);
        }
    }
}
