package io.streamspace.vnc;

import java.util.concurrent.CompletionStage;

/** Knows where a session's endpoints are; implemented by whoever runs the sessions. Called on event loops, so it must not block. */
@FunctionalInterface
public interface StreamTargets {
    /** Where an endpoint is; the stage fails with {@link StreamRefusedException} where it cannot be had. */
    CompletionStage<StreamTarget> resolve(String sessionId, String endpoint);
}
