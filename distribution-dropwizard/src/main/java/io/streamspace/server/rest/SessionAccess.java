package io.streamspace.server.rest;

import io.streamspace.hub.Session;
import io.streamspace.hub.Sessions;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;

/** Finds a session for a caller. What belongs to somebody else is answered as if it did not exist. */
final class SessionAccess {
    private final Sessions sessions;

    SessionAccess(Sessions sessions) {
        this.sessions = sessions;
    }

    Session find(String sessionId, Caller caller) {
        return sessions.find(sessionId)
                .filter(session -> caller.mayUse(session.user()))
                .orElseThrow(() -> ApiException.notFound(
                        "session_not_found", "There is no session of this id. It may have been removed."));
    }
}
