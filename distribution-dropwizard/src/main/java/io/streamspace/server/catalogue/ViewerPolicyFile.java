package io.streamspace.server.catalogue;

import io.streamspace.hub.HubException;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.server.config.Durations;
import io.streamspace.server.rest.ViewerWords;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code viewerPolicy} of a template file.
 *
 * @param mode {@code control} or {@code view}
 * @param clipboard {@code both}, {@code to_desktop}, {@code from_desktop} or {@code none}
 * @param maxBytesPerSecond each way of each viewer
 * @param idleTimeout such as {@code 10m}
 */
record ViewerPolicyFile(
        @Nullable String mode,
        @Nullable String clipboard,
        long maxBytesPerSecond,
        @Nullable String idleTimeout) {
    ViewerLimits toLimits() {
        return new ViewerLimits(
                mode == null ? null : ViewerWords.mode(mode).orElseThrow(() -> wrong("mode is control or view")),
                clipboard == null
                        ? null
                        : ViewerWords.clipboard(clipboard)
                                .orElseThrow(() -> wrong("clipboard is both, to_desktop, from_desktop or none")),
                maxBytesPerSecond,
                idleTimeout == null ? 0 : seconds(idleTimeout));
    }

    private static long seconds(String text) {
        return Durations.parse(text)
                .filter(time -> time.isZero() || time.toSeconds() > 0)
                .map(Duration::toSeconds)
                .orElseThrow(() -> wrong("idleTimeout is a duration of at least a second, such as 10m"));
    }

    private static HubException wrong(String what) {
        return new HubException(HubException.Code.INVALID_REQUEST, "A template's viewerPolicy: " + what + ".");
    }
}
