package io.streamspace.hub;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions a subscriber hears of.
 *
 * @param owner null for everybody's
 * @param sessionId null for all
 */
public record SessionFilter(
        @Nullable String owner, @Nullable String sessionId) {
    public static SessionFilter all() {
        return new SessionFilter(null, null);
    }

    public static SessionFilter ofOwner(String owner) {
        return new SessionFilter(owner, null);
    }

    public static SessionFilter ofSession(String sessionId) {
        return new SessionFilter(null, sessionId);
    }

    /** Whether the session of that id and owner is meant. */
    public boolean matches(String id, String user) {
        return (sessionId == null || sessionId.equals(id)) && (owner == null || owner.equals(user));
    }
}
