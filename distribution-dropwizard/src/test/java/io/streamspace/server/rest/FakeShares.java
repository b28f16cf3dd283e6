package io.streamspace.server.rest;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Share;
import io.streamspace.hub.Shares;
import io.streamspace.vnc.ViewerMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Shares in memory. */
final class FakeShares implements Shares {
    private final Map<String, Share> shares = new ConcurrentSkipListMap<>();

    FakeShares(FakeSessions sessions) {
        sessions.sharedWith = (session, user) -> find(session, user).isPresent();
    }

    @Override
    public Share put(String sessionId, String user, ViewerMode mode, String grantedBy) {
        Share share = new Share(sessionId, user, mode, grantedBy, Instant.EPOCH);
        shares.put(sessionId + " " + user, share);
        return share;
    }

    @Override
    public List<Share> list(String sessionId) {
        return shares.values().stream()
                .filter(share -> share.sessionId().equals(sessionId))
                .toList();
    }

    @Override
    public Optional<Share> find(String sessionId, String user) {
        return Optional.ofNullable(shares.get(sessionId + " " + user));
    }

    @Override
    public void remove(String sessionId, String user) {
        if (shares.remove(sessionId + " " + user) == null) {
            throw new HubException(Code.SHARE_NOT_FOUND, "The session is not shared with this user.");
        }
    }

    @Override
    public void removeAllOf(String user) {
        shares.values().removeIf(share -> share.user().equals(user));
    }
}
