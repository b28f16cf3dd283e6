package io.streamspace.vnc.internal.agent;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The streams of this agent. */
public final class AgentStreams {
    private final Set<AgentStream> running = ConcurrentHashMap.newKeySet();

    void add(AgentStream stream) {
        running.add(stream);
    }

    void remove(AgentStream stream) {
        running.remove(stream);
    }

    /** How many there are. */
    public int count() {
        return running.size();
    }

    /** Those that a condition holds for. */
    public List<AgentStream> matching(Predicate<AgentStream> condition) {
        return running.stream().filter(condition).toList();
    }
}
