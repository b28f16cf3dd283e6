package io.streamspace.hub.spi;

import io.streamspace.protocol.message.Resources;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session that waits for an agent.
 *
 * @param platforms those that can run its template, or the one that the user chose
 * @param region the only region that will do; null for any
 */
public record PlacementRequest(
        String sessionId,
        String user,
        String template,
        Set<String> platforms,
        @Nullable String region,
        Resources resources) {
    public PlacementRequest {
        platforms = Set.copyOf(platforms);
    }
}
