package io.streamspace.hub;

import io.streamspace.vnc.ViewerMode;
import org.jspecify.annotations.Nullable;

/** Tickets for viewers: a browser cannot send a header with a WebSocket, and a long-lived token does not belong into an address. */
public interface Tickets {
    /**
     * Issues a ticket that opens one viewer, once, within {@link HubSettings#ticketLifetime()}, at any replica.
     *
     * @param user the person who will look; the caller has checked that they may
     * @param origin the page's origin, where the ticket is to be good for that page only
     * @throws HubException {@code SESSION_NOT_FOUND}, or {@code INVALID_STATE} where the session is not running
     */
    default Ticket issue(String sessionId, String user, ViewerMode mode, @Nullable String origin) {
        return issue(sessionId, user, mode, mode, origin);
    }

    /**
     * As above, with a mode that the viewer may be given later while it is connected: who only watches for now may take over.
     *
     * @param maxMode {@code CONTROL} for an owner, what was shared for somebody else
     */
    Ticket issue(String sessionId, String user, ViewerMode mode, ViewerMode maxMode, @Nullable String origin);
}
