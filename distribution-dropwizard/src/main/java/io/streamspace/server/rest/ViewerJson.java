package io.streamspace.server.rest;

import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectedViewer} in the API.
 *
 * @param maxMode the most that it can be given
 * @param maxBytesPerSecond 0 for no cap
 */
record ViewerJson(
        String id,
        String user,
        String mode,
        String maxMode,
        String clipboard,
        long maxBytesPerSecond,
        long idleTimeoutSeconds,
        Instant connectedAt,
        long bytesToViewer,
        long bytesToDesktop,
        @Nullable Instant lastInputAt) {
    static ViewerJson of(ConnectedViewer viewer) {
        ViewerPolicy policy = viewer.policy();
        return new ViewerJson(
                viewer.grant().viewerId(),
                viewer.grant().user(),
                ViewerWords.of(policy.mode()),
                ViewerWords.of(viewer.grant().limits().mode()),
                ViewerWords.of(policy.clipboard()),
                policy.maxBytesPerSecond(),
                policy.idleTimeout().toSeconds(),
                viewer.since(),
                viewer.bytesToViewer(),
                viewer.bytesToDesktop(),
                viewer.lastInput());
    }
}
