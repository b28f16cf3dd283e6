package io.streamspace.hub.internal.store;

import io.streamspace.protocol.message.Hello;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a hello says of the agent itself, as it is stored; all null or empty before the first. */
record AgentFacts(
        @Nullable String instanceId,
        @Nullable String sdkVersion,
        @Nullable String driverVersion,
        @Nullable Integer protocolVersion,
        Set<String> capabilities,
        Map<String, String> labels) {
    AgentFacts {
        capabilities = capabilities == null ? Set.of() : Set.copyOf(capabilities);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    static AgentFacts of(Hello hello) {
        return new AgentFacts(
                hello.instanceId(),
                hello.sdkVersion(),
                hello.driverVersion(),
                hello.protocolVersion(),
                hello.capabilities(),
                hello.labels());
    }
}
