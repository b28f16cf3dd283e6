package io.streamspace.hub.spi;

import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.AgentState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent that could run a session.
 *
 * @param activeSessions sessions that count against the capacity, by the hub's books
 * @param used what those asked for together
 */
public record AgentCandidate(
        String agentId,
        String platform,
        @Nullable String region,
        AgentState state,
        Capacity capacity,
        int activeSessions,
        Resources used,
        Map<String, String> labels) {
    public AgentCandidate {
        labels = Map.copyOf(labels);
    }

    /** Whether the capacity allows one more session that asks for so much; a limit of 0 cores or bytes is no limit. */
    public boolean hasRoomFor(Resources more) {
        return activeSessions < capacity.maxSessions()
                && fits(capacity.maxCpu(), used.cpu() + more.cpu())
                && fits((double) capacity.maxMemoryBytes(), (double) used.memoryBytes() + more.memoryBytes());
    }

    private static boolean fits(double limit, double wanted) {
        return limit == 0 || wanted <= limit;
    }
}
