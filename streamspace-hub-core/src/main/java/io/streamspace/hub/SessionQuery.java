package io.streamspace.hub;

import io.streamspace.protocol.state.SessionState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions to list, newest first.
 *
 * @param owner null for everybody's
 * @param shared whether the sessions that others share with {@code owner} are listed too
 * @param states empty for all
 * @param tag null for any
 * @param limit at most so many, from 1 to 500
 * @param cursor where the page before ended; null for the first page
 */
public record SessionQuery(
        @Nullable String owner,
        boolean shared,
        Set<SessionState> states,
        @Nullable String tag,
        int limit,
        @Nullable String cursor) {
    private static final int MAX_LIMIT = 500;

    public SessionQuery {
        states = Set.copyOf(states);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new HubException(
                    HubException.Code.INVALID_REQUEST, "limit must be a number from 1 to " + MAX_LIMIT + ".");
        }
    }

    /** Without what others share. */
    public SessionQuery(
            @Nullable String owner,
            Set<SessionState> states,
            @Nullable String tag,
            int limit,
            @Nullable String cursor) {
        this(owner, false, states, tag, limit, cursor);
    }

    /** The newest 100 sessions of a user. */
    public static SessionQuery ofOwner(String owner) {
        return new SessionQuery(owner, Set.of(), null, 100, null);
    }

    /** The newest 100 sessions of all users. */
    public static SessionQuery all() {
        return new SessionQuery(null, Set.of(), null, 100, null);
    }
}
