package io.streamspace.server.rest;

import io.streamspace.hub.Session;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.Share;
import io.streamspace.hub.Shares;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import io.streamspace.vnc.ViewerMode;
import java.util.Optional;

/** Finds a session for a caller. What belongs to somebody else and is not shared is answered as if it did not exist. */
public final class SessionAccess {
    private final Sessions sessions;
    private final Shares shares;

    /**
     * A session that the caller may see.
     *
     * @param mode the most that the caller may do with its desktop
     * @param guest whether it is somebody else's who shares it
     */
    record Seen(Session session, ViewerMode mode, boolean guest) {
        SessionJson json() {
            return guest ? SessionJson.forGuest(session) : SessionJson.of(session);
        }
    }

    public SessionAccess(Sessions sessions, Shares shares) {
        this.sessions = sessions;
        this.shares = shares;
    }

    /** For what the owner and administrators do. */
    Session own(String sessionId, Caller caller) {
        Seen seen = see(sessionId, caller);
        if (seen.guest()) {
            throw ApiException.forbidden("Only the owner of the session or an administrator may do this.");
        }
        return seen.session();
    }

    /** For what those may do too with whom the session is shared. */
    Seen see(String sessionId, Caller caller) {
        Session session = sessions.find(sessionId).orElseThrow(SessionAccess::missing);
        if (caller.mayUse(session.user())) {
            return new Seen(session, ViewerMode.CONTROL, false);
        }
        Optional<Share> share = shares.find(sessionId, caller.getName());
        return share.map(shared -> new Seen(session, shared.mode(), true)).orElseThrow(SessionAccess::missing);
    }

    private static ApiException missing() {
        return ApiException.notFound("session_not_found", "There is no session of this id. It may have been removed.");
    }
}
