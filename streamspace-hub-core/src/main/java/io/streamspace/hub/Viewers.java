package io.streamspace.hub;

import io.streamspace.vnc.ConnectedViewer;
import java.util.List;

/**
 * The viewers that are connected at this replica, and what they may do. A change is kept for the user's later viewers of the same session,
 * so that a new connection does not undo it. Calls may block on the database for some milliseconds and throw {@link HubException}:
 * {@code VIEWER_NOT_FOUND} where the session has no such viewer. Who may do it is the caller's business.
 */
public interface Viewers {
    /** The viewers of a session, the longest connected first. Does not block. */
    List<ConnectedViewer> list(String sessionId);

    /**
     * Changes what a viewer may do, from its next message on.
     *
     * @return the viewer as it then is; where its stream cannot be changed while it runs, so that it is closed with 4010, as it comes back
     * @throws HubException {@code INVALID_STATE} for more than the session's template and the viewer's share allow
     */
    ConnectedViewer change(String sessionId, String viewerId, ViewerChange change);

    /** Disconnects a viewer; its page does not come back by itself. */
    void kick(String sessionId, String viewerId);

    /**
     * Lets a viewer control the desktop alone: all others watch, also those that come while it is there.
     *
     * @throws HubException {@code INVALID_STATE} where it may only watch
     */
    ConnectedViewer takeOver(String sessionId, String viewerId);

    /**
     * One viewer becomes a watcher and another one gets control.
     *
     * @throws HubException {@code INVALID_STATE} where the other may only watch
     */
    ConnectedViewer handOver(String sessionId, String fromViewerId, String toViewerId);
}
