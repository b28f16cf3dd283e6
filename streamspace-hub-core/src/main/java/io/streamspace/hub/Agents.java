package io.streamspace.hub;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents. All calls block on the database for some milliseconds, may come from any thread, and throw {@link HubException}:
 * {@code AGENT_NOT_FOUND} for an unknown id, {@code UNAVAILABLE} while the database cannot be reached.
 */
public interface Agents {
    /**
     * Trades an enrolment key for a key of the agent's own, which is good for this id only. An agent that lost its key enrols again while it
     * is not connected; its former key is then worth nothing.
     *
     * @param enrolmentKey one of {@link HubSettings#enrolmentKeys()}
     * @throws HubException {@code ENROLMENT_REFUSED} where the key is wrong or an agent of this id is connected, {@code INVALID_REQUEST} where
     *     an id, platform or region is not well-formed, or the id belongs to an agent of another platform
     */
    Enrolment register(String enrolmentKey, String agentId, String platform, @Nullable String region);

    /** Sorted by id. */
    List<Agent> list(AgentQuery query);

    Optional<Agent> find(String agentId);

    /** Forgets an agent for good: its link is closed, its key is worth nothing, its sessions fail. */
    void remove(String agentId);

    /** With {@code true} the agent keeps its sessions and gets no new ones, until it is called with {@code false}. */
    Agent drain(String agentId, boolean draining);

    /** Gives the agent a new key. The present link stays; the former key opens no new one. */
    Enrolment rotateKey(String agentId);
}
