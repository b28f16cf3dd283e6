package io.streamspace.server.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Duration;
import java.util.List;

/** {@code viewers}: browsers that look at desktops. */
public record ViewerConfiguration(
        boolean enabled,
        @JsonDeserialize(using = DurationDeserializer.class) Duration idleTimeout,
        boolean tokensInAddress,
        List<String> allowedOrigins,
        String frameAncestors) {
    public ViewerConfiguration {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
