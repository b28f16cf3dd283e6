package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Share;
import io.streamspace.hub.Shares;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.hub.internal.store.ViewerOrder;
import io.streamspace.vnc.ViewerMode;
import java.util.List;
import java.util.Optional;

/** The API's shares: each call is one transaction. */
public final class HubShares implements Shares {
    private static final int MAX_NAME = 256;
    private static final int MAX_SHARES = 100;

    private final Database database;

    public HubShares(Database database) {
        this.database = database;
    }

    @Override
    public Share put(String sessionId, String user, ViewerMode mode, String grantedBy) {
        if (user.isBlank() || user.length() > MAX_NAME) {
            throw wrong("The user's name must have 1 to " + MAX_NAME + " characters.");
        }
        return database.call(tx -> {
            if (hold(tx, sessionId).equals(user)) {
                throw wrong("The session is this user's own. Share it with somebody else.");
            }
            var before = tx.shares().find(sessionId, user);
            if (before.isEmpty() && tx.shares().list(sessionId).size() >= MAX_SHARES) {
                throw wrong("A session can be shared with at most " + MAX_SHARES + " users.");
            }
            var share = tx.shares().put(sessionId, user, mode, grantedBy);
            if (before.isPresent() && before.get().mode() != mode) {
                // Viewers that are open hold the earlier limit: they come back with a new one.
                tx.tickets().revoke(sessionId, user);
                tx.tell(new ViewerOrder.Revoke(sessionId, user, true));
            }
            return share;
        });
    }

    @Override
    public List<Share> list(String sessionId) {
        return database.call(tx -> {
            tx.sessions().get(sessionId);
            return tx.shares().list(sessionId);
        });
    }

    @Override
    public Optional<Share> find(String sessionId, String user) {
        return database.call(tx -> tx.shares().find(sessionId, user));
    }

    @Override
    public void remove(String sessionId, String user) {
        database.run(tx -> {
            hold(tx, sessionId);
            if (!revoke(tx, sessionId, user)) {
                throw new HubException(
                        Code.SHARE_NOT_FOUND, "The session is not shared with this user. Look at its shares.");
            }
        });
    }

    @Override
    public void removeAllOf(String user) {
        database.run(tx -> tx.shares().sessionsOf(user).forEach(sessionId -> revoke(tx, sessionId, user)));
    }

    private static boolean revoke(Tx tx, String sessionId, String user) {
        tx.tickets().revoke(sessionId, user);
        tx.viewerChanges().remove(sessionId, user);
        tx.tell(new ViewerOrder.Revoke(sessionId, user, false));
        return tx.shares().remove(sessionId, user);
    }

    /** The owner's name; nobody else changes the session's shares until the transaction ends. */
    private static String hold(Tx tx, String sessionId) {
        return tx.sessions()
                .hold(sessionId)
                .orElseThrow(() -> new HubException(Code.SESSION_NOT_FOUND, "There is no session of this id."))
                .session()
                .user();
    }

    private static HubException wrong(String message) {
        return new HubException(Code.INVALID_REQUEST, message);
    }
}
