package io.streamspace.hub.spi;

import java.util.List;
import java.util.Optional;

/**
 * Chooses the agent of a session. Pure: called on any thread, possibly more than once for one session, and also for sessions that then go
 * elsewhere because another replica was faster.
 */
@FunctionalInterface
public interface PlacementPolicy {
    /**
     * The id of one of the candidates, or empty to let the session wait.
     *
     * @param candidates agents that accept sessions, fit the request's platforms and region, and have room for it; sorted by id
     */
    Optional<String> choose(PlacementRequest request, List<AgentCandidate> candidates);
}
