package io.streamspace.hub;

import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a template lets viewers of its sessions do at most, whoever they are.
 *
 * @param mode null for control
 * @param clipboard null for both ways
 * @param maxBytesPerSecond each way of each viewer; 0 for no cap
 * @param idleTimeoutSeconds time without input after which a viewer is disconnected; 0 for the hub's own
 */
public record ViewerLimits(
        @Nullable ViewerMode mode,
        @Nullable ClipboardDirection clipboard,
        long maxBytesPerSecond,
        long idleTimeoutSeconds) {
    /** None. */
    public static final ViewerLimits NONE = new ViewerLimits(null, null, 0, 0);

    /** Checks them. @throws HubException {@code INVALID_REQUEST} with a sentence about the field */
    public ViewerLimits {
        if (maxBytesPerSecond != 0 && maxBytesPerSecond < ViewerPolicy.SMALLEST_CAP) {
            throw wrong("maxBytesPerSecond must be 0 for no cap, or at least " + ViewerPolicy.SMALLEST_CAP);
        }
        if (idleTimeoutSeconds < 0) {
            throw wrong("the idle time-out must not be negative");
        }
    }

    /** The same as a policy. */
    public ViewerPolicy policy() {
        return new ViewerPolicy(
                mode == null ? ViewerMode.CONTROL : mode,
                clipboard == null ? ClipboardDirection.BOTH : clipboard,
                maxBytesPerSecond,
                Duration.ofSeconds(idleTimeoutSeconds));
    }

    private static HubException wrong(String what) {
        return new HubException(HubException.Code.INVALID_REQUEST, "A template's viewer policy: " + what + ".");
    }
}
