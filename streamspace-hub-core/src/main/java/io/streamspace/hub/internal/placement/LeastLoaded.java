package io.streamspace.hub.internal.placement;

import io.streamspace.hub.spi.AgentCandidate;
import io.streamspace.hub.spi.PlacementPolicy;
import io.streamspace.hub.spi.PlacementRequest;
import io.streamspace.protocol.state.AgentState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The default: of the agents that have room, a healthy one before one with a warning, then the one whose scarcest resource is least used,
 * then the one with fewer sessions, then the first by id, so that the same books always give the same answer.
 */
public final class LeastLoaded implements PlacementPolicy {
    private static final Comparator<AgentCandidate> ORDER = Comparator.comparing(
                    (AgentCandidate agent) -> agent.state() != AgentState.ONLINE)
            .thenComparingDouble(LeastLoaded::load)
            .thenComparingInt(AgentCandidate::activeSessions)
            .thenComparing(AgentCandidate::agentId);

    @Override
    public Optional<String> choose(PlacementRequest request, List<AgentCandidate> candidates) {
        return candidates.stream().min(ORDER).map(AgentCandidate::agentId);
    }

    private static double load(AgentCandidate agent) {
        var capacity = agent.capacity();
        return Math.max(
                share(agent.activeSessions(), capacity.maxSessions()),
                Math.max(
                        share(agent.used().cpu(), capacity.maxCpu()),
                        share((double) agent.used().memoryBytes(), (double) capacity.maxMemoryBytes())));
    }

    private static double share(double used, double limit) {
        return limit == 0 ? 0 : used / limit;
    }
}
