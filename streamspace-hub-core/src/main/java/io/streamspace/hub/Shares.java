package io.streamspace.hub;

import io.streamspace.vnc.ViewerMode;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that are open to others than their owner. All calls block on the database for some milliseconds, may come from any thread, and
 * throw {@link HubException}: {@code SESSION_NOT_FOUND} for an unknown session. Who may share what is the caller's business.
 */
public interface Shares {
    /**
     * Lets {@code user} open the session, at most in {@code mode}. Where it is shared with them already the mode changes, also for viewers
     * that are open: a lower one at once, a higher one as soon as somebody gives them control.
     *
     * @throws HubException {@code INVALID_REQUEST} for an empty name, the owner's, or more than 100 shares
     */
    Share put(String sessionId, String user, ViewerMode mode, String grantedBy);

    /** Those of a session, by user. */
    List<Share> list(String sessionId);

    Optional<Share> find(String sessionId, String user);

    /**
     * Takes a share back: the user's viewers of the session are closed and their tickets worth nothing.
     *
     * @throws HubException {@code SHARE_NOT_FOUND} where there is none
     */
    void remove(String sessionId, String user);

    /** Takes back all that is shared with a user, such as when the account is removed. */
    void removeAllOf(String user);
}
