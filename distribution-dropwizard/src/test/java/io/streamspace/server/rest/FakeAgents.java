package io.streamspace.server.rest;

import io.streamspace.hub.Agent;
import io.streamspace.hub.AgentQuery;
import io.streamspace.hub.Agents;
import io.streamspace.hub.Enrolment;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.AgentState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Agents in memory. */
final class FakeAgents implements Agents {
    static final String ENROLMENT_KEY = "an-enrolment-key-of-the-tests";

    private final Map<String, Agent> agents = new ConcurrentSkipListMap<>();

    @Override
    public Enrolment register(String enrolmentKey, String agentId, String platform, @Nullable String region) {
        if (!enrolmentKey.equals(ENROLMENT_KEY)) {
            throw new HubException(Code.ENROLMENT_REFUSED, "The enrolment key is wrong.");
        }
        agents.put(agentId, agent(agentId, platform, region, false));
        return new Enrolment(agentId, "key-of-" + agentId);
    }

    private static Agent agent(String id, String platform, @Nullable String region, boolean draining) {
        return new Agent(
                id,
                platform,
                region,
                draining ? AgentState.DRAINING : AgentState.ONLINE,
                draining,
                "2.0.0",
                null,
                1,
                Set.of(),
                new Capacity(10, 0, 4L << 30),
                Resources.NONE,
                0,
                Map.of(),
                1,
                null,
                null,
                Instant.EPOCH);
    }

    @Override
    public List<Agent> list(AgentQuery query) {
        return agents.values().stream()
                .filter(agent -> query.platform() == null || query.platform().equals(agent.platform()))
                .filter(agent -> query.state() == null || query.state() == agent.state())
                .filter(agent -> query.region() == null || query.region().equals(agent.region()))
                .toList();
    }

    @Override
    public Optional<Agent> find(String agentId) {
        return Optional.ofNullable(agents.get(agentId));
    }

    @Override
    public void remove(String agentId) {
        if (agents.remove(agentId) == null) {
            throw new HubException(Code.AGENT_NOT_FOUND, "There is no agent " + agentId + ".");
        }
    }

    @Override
    public Agent drain(String agentId, boolean draining) {
        Agent agent = find(agentId)
                .orElseThrow(() -> new HubException(Code.AGENT_NOT_FOUND, "There is no agent " + agentId + "."));
        Agent changed = agent(agent.id(), agent.platform(), agent.region(), draining);
        agents.put(agentId, changed);
        return changed;
    }

    @Override
    public Enrolment rotateKey(String agentId) {
        return new Enrolment(agentId, "another-key-of-" + agentId);
    }
}
