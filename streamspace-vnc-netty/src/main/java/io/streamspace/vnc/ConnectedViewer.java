package io.streamspace.vnc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A viewer as it is at the moment.
 *
 * @param policy what is in force for it now
 * @param since when it came
 * @param bytesToViewer bytes that went to it
 * @param bytesToDesktop bytes that came from it
 * @param lastInput when it last sent a key, pointer or clipboard message, to within a second; null where it never has
 */
public record ConnectedViewer(
        ViewerGrant grant,
        ViewerPolicy policy,
        Instant since,
        long bytesToViewer,
        long bytesToDesktop,
        @Nullable Instant lastInput) {}
