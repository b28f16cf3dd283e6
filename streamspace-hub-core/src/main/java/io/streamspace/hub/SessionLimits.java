package io.streamspace.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a session is ended without anybody asking for it. Both are looked after by the hub, also across its restarts, and may act up to a
 * minute late.
 *
 * @param idleTimeout how long nobody may use the desktop (keys, pointer or clipboard of any viewer) before it is hibernated, or ended where
 *     its agent cannot hibernate; null for never
 * @param maxDuration how long after its desktop first answered it is ended, in use or not, hibernated or not; null for never
 */
public record SessionLimits(
        @Nullable Duration idleTimeout, @Nullable Duration maxDuration) {
    public static final SessionLimits NONE = new SessionLimits(null, null);

    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Checks it. @throws HubException {@code INVALID_REQUEST} with a sentence about the field */
    public SessionLimits {
        check("idle_timeout", idleTimeout);
        check("max_session_duration", maxDuration);
    }

    /** These, and what they leave open as another says. */
    public SessionLimits orElse(SessionLimits other) {
        return new SessionLimits(
                idleTimeout == null ? other.idleTimeout : idleTimeout,
                maxDuration == null ? other.maxDuration : maxDuration);
    }

    private static void check(String field, @Nullable Duration value) {
        if (value != null && (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0)) {
            throw new HubException(
                    HubException.Code.INVALID_REQUEST,
                    field + " must be between 30s and 365d, such as 30m. Leave it out for no limit.");
        }
    }
}
