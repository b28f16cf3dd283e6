package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.ViewerChange;
import io.streamspace.hub.Viewers;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.ViewerOrder;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.ViewerMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The API's viewers. What is asked for is stored, and carried out as an order that is said after the commit: the tunnel of this replica
 * listens to those, and so could the tunnels of others.
 */
public final class HubViewers implements Viewers {
    private static final ViewerChange CONTROL = new ViewerChange(ViewerMode.CONTROL, null, null);

    private final Database database;
    private final HubTunnel tunnel;

    public HubViewers(Database database, HubTunnel tunnel) {
        this.database = database;
        this.tunnel = tunnel;
    }

    @Override
    public List<ConnectedViewer> list(String sessionId) {
        return tunnel.viewers(sessionId).stream()
                .sorted(Comparator.comparing(ConnectedViewer::since)
                        .thenComparing(viewer -> viewer.grant().viewerId()))
                .toList();
    }

    @Override
    public ConnectedViewer change(String sessionId, String viewerId, ViewerChange change) {
        var viewer = get(sessionId, viewerId);
        check(viewer, change);
        order(viewer, change, new ViewerOrder.Change(viewerId, change));
        return after(viewer, change);
    }

    @Override
    public void kick(String sessionId, String viewerId) {
        order(get(sessionId, viewerId), ViewerChange.NONE, new ViewerOrder.Kick(viewerId));
    }

    @Override
    public ConnectedViewer takeOver(String sessionId, String viewerId) {
        var viewer = get(sessionId, viewerId);
        check(viewer, CONTROL);
        order(viewer, CONTROL, new ViewerOrder.TakeOver(viewerId));
        return after(viewer, CONTROL);
    }

    @Override
    public ConnectedViewer handOver(String sessionId, String fromViewerId, String toViewerId) {
        get(sessionId, fromViewerId);
        var to = get(sessionId, toViewerId);
        check(to, CONTROL);
        order(to, CONTROL, new ViewerOrder.HandOver(fromViewerId, toViewerId));
        return after(to, CONTROL);
    }

    private void order(ConnectedViewer viewer, ViewerChange lasting, ViewerOrder order) {
        database.run(tx -> {
            if (!lasting.equals(ViewerChange.NONE)) {
                tx.viewerChanges()
                        .add(viewer.grant().sessionId(), viewer.grant().user(), lasting);
            }
            tx.tell(order);
        });
    }

    /** The viewer as it is now. One that was sent away to come back with the change, or left meanwhile, is told of as it would come back. */
    private ConnectedViewer after(ConnectedViewer before, ViewerChange change) {
        var grant = before.grant();
        return find(grant.sessionId(), grant.viewerId())
                .orElseGet(() -> new ConnectedViewer(
                        grant,
                        change.applyTo(before.policy()).strictest(grant.limits()),
                        before.since(),
                        before.bytesToViewer(),
                        before.bytesToDesktop(),
                        before.lastInput()));
    }

    private static void check(ConnectedViewer viewer, ViewerChange change) {
        var limits = viewer.grant().limits();
        if (change.mode() == ViewerMode.CONTROL && limits.mode() == ViewerMode.VIEW) {
            throw tooMuch(
                    "This viewer may only watch. Share the session with control, or change its template, and let it come back.");
        }
        var clipboard = change.clipboard();
        if (clipboard != null && clipboard.strictest(limits.clipboard()) != clipboard) {
            throw tooMuch("The session's template does not let the clipboard go that way. Choose "
                    + limits.clipboard().name().toLowerCase(Locale.ROOT) + " or less.");
        }
    }

    private static HubException tooMuch(String message) {
        return new HubException(Code.INVALID_STATE, message);
    }

    private ConnectedViewer get(String sessionId, String viewerId) {
        return find(sessionId, viewerId)
                .orElseThrow(() -> new HubException(
                        Code.VIEWER_NOT_FOUND, "The session has no such viewer. It may have left; look at the list."));
    }

    private Optional<ConnectedViewer> find(String sessionId, String viewerId) {
        return tunnel.viewers(sessionId).stream()
                .filter(viewer -> viewer.grant().viewerId().equals(viewerId))
                .findFirst();
    }
}
