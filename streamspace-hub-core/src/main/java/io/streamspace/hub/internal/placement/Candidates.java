package io.streamspace.hub.internal.placement;

import io.streamspace.hub.internal.store.SessionTable.Usage;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.hub.spi.AgentCandidate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The agents that accept sessions, with what their sessions take, as of one moment.
 *
 * @param refusing those that refused a session and have not said since that they have room
 */
public record Candidates(List<AgentCandidate> all, Set<String> refusing) {
    public Candidates {
        all = List.copyOf(all);
        refusing = Set.copyOf(refusing);
    }

    public static Candidates read(Tx tx) {
        var usage = tx.sessions().usage();
        var accepting = tx.agents().accepting();
        return new Candidates(
                accepting.stream()
                        .map(agent -> candidate(agent, usage.getOrDefault(agent.id(), Usage.NONE)))
                        .toList(),
                accepting.stream()
                        .filter(StoredAgent::refusing)
                        .map(StoredAgent::id)
                        .collect(Collectors.toSet()));
    }

    /** Whether an agent, which the transaction holds, has room for a session now. */
    public static boolean hasRoom(Tx tx, StoredAgent agent, StoredSession session) {
        return !agent.refusing()
                && candidate(agent, tx.sessions().usage(agent.id()))
                        .hasRoomFor(session.session().resources());
    }

    /** Those that fit a session and have room for it. */
    List<AgentCandidate> roomFor(StoredSession session) {
        return fitting(session).stream()
                .filter(agent -> !refusing.contains(agent.agentId()))
                .filter(agent -> agent.hasRoomFor(session.session().resources()))
                .toList();
    }

    /** Why a session finds none, for people. */
    String whyNot(StoredSession session) {
        var platforms = String.join(" or ", new TreeSet<>(session.platforms()));
        if (fitting(session).isEmpty()) {
            var where = session.requestedRegion() == null ? "" : " in region " + session.requestedRegion();
            return "Waiting: no agent of platform " + platforms + " is online" + where + ".";
        }
        return "Waiting: the agents of platform " + platforms + " are full. It starts as soon as one has room.";
    }

    private List<AgentCandidate> fitting(StoredSession session) {
        return all.stream()
                .filter(agent -> session.platforms().contains(agent.platform()))
                .filter(agent -> session.requestedRegion() == null
                        || session.requestedRegion().equals(agent.region()))
                .toList();
    }

    private static AgentCandidate candidate(StoredAgent stored, Usage usage) {
        var agent = stored.agent();
        return new AgentCandidate(
                agent.id(),
                agent.platform(),
                agent.region(),
                agent.state(),
                agent.capacity(),
                usage.sessions(),
                usage.resources(),
                agent.labels());
    }
}
