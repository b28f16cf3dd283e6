package io.streamspace.hub;

import io.streamspace.protocol.state.AgentState;
import org.jspecify.annotations.Nullable;

/** Which agents to list; null means any. */
public record AgentQuery(
        @Nullable String platform,
        @Nullable AgentState state,
        @Nullable String region) {
    public static AgentQuery all() {
        return new AgentQuery(null, null, null);
    }
}
