package io.streamspace.server.rest;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.ViewerChange;
import io.streamspace.hub.Viewers;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Viewers in memory. */
final class FakeViewers implements Viewers {
    private final Map<String, ConnectedViewer> viewers = new ConcurrentSkipListMap<>();

    /** Somebody looks. */
    void add(String viewerId, String sessionId, String user) {
        var grant = new ViewerGrant(viewerId, sessionId, "agent-1", "vnc", ViewerMode.CONTROL, user);
        viewers.put(viewerId, new ConnectedViewer(grant, grant.policy(), Instant.EPOCH, 7, 3, null));
    }

    @Override
    public List<ConnectedViewer> list(String sessionId) {
        return viewers.values().stream()
                .filter(viewer -> viewer.grant().sessionId().equals(sessionId))
                .toList();
    }

    @Override
    public ConnectedViewer change(String sessionId, String viewerId, ViewerChange change) {
        return with(sessionId, viewerId, change::applyTo);
    }

    @Override
    public void kick(String sessionId, String viewerId) {
        require(sessionId, viewerId);
        viewers.remove(viewerId);
    }

    @Override
    public ConnectedViewer takeOver(String sessionId, String viewerId) {
        require(sessionId, viewerId);
        list(sessionId)
                .forEach(viewer ->
                        with(sessionId, viewer.grant().viewerId(), policy -> policy.withMode(ViewerMode.VIEW)));
        return with(sessionId, viewerId, policy -> policy.withMode(ViewerMode.CONTROL));
    }

    @Override
    public ConnectedViewer handOver(String sessionId, String fromViewerId, String toViewerId) {
        with(sessionId, fromViewerId, policy -> policy.withMode(ViewerMode.VIEW));
        return with(sessionId, toViewerId, policy -> policy.withMode(ViewerMode.CONTROL));
    }

    private ConnectedViewer with(String sessionId, String viewerId, UnaryOperator<ViewerPolicy> change) {
        ConnectedViewer old = require(sessionId, viewerId);
        var next = new ConnectedViewer(old.grant(), change.apply(old.policy()), old.since(), 7, 3, Instant.EPOCH);
        viewers.put(viewerId, next);
        return next;
    }

    private ConnectedViewer require(String sessionId, String viewerId) {
        return list(sessionId).stream()
                .filter(viewer -> viewer.grant().viewerId().equals(viewerId))
                .findFirst()
                .orElseThrow(() -> new HubException(Code.VIEWER_NOT_FOUND, "The session has no such viewer."));
    }
}
