package io.streamspace.vnc.internal.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools of idle stream connections, one per agent. */
public final class AgentPools {
    private final Map<String, AgentPool> byAgent = new ConcurrentHashMap<>();
    private final int maxIdle;

    /** Pools that each keep so many idle connections at most. */
    public AgentPools(int maxIdle) {
        this.maxIdle = maxIdle;
    }

    AgentPool of(String agentId) {
        return byAgent.computeIfAbsent(agentId, id -> new AgentPool(maxIdle));
    }

    /** Idle connections of an agent. */
    public int idle(String agentId) {
        AgentPool pool = byAgent.get(agentId);
        return pool == null ? 0 : pool.idle();
    }

    /** Idle connections of all agents. */
    public int idle() {
        return byAgent.values().stream().mapToInt(AgentPool::idle).sum();
    }

    /** Closes what an agent's link up to {@code epoch} left behind. */
    public void offline(String agentId, long epoch) {
        AgentPool pool = byAgent.get(agentId);
        if (pool != null) {
            pool.discard(epoch);
        }
    }

    /** Closes all idle connections. */
    public void close() {
        byAgent.values().forEach(AgentPool::close);
    }
}
