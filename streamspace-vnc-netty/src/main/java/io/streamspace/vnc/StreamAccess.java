package io.streamspace.vnc;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * What an agent needs to dial stream connections while one control link is up.
 *
 * @param streamUri the hub's stream endpoint
 * @param headers sent with each dial, such as the agent's key
 * @param epoch the link's epoch, from {@code welcome}
 * @param warmStreams idle connections to keep ready
 * @param capabilities those in force, from {@code welcome}
 */
public record StreamAccess(
        URI streamUri,
        Map<String, String> headers,
        String agentId,
        long epoch,
        int warmStreams,
        Set<String> capabilities) {
    public StreamAccess {
        headers = Map.copyOf(headers);
        capabilities = Set.copyOf(capabilities);
        if (warmStreams < 0) {
            throw new IllegalArgumentException("warmStreams must be 0 or more");
        }
    }

    /** Without headers, since they hold the key. */
    @Override
    public String toString() {
        return "StreamAccess[agentId=" + agentId + ", epoch=" + epoch + ", warmStreams=" + warmStreams + "]";
    }
}
