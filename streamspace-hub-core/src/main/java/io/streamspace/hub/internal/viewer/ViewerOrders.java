package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.internal.store.ViewerOrder;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.HubTunnel;

/** Carries orders out on the viewers of this replica; those of others are not found here. Does not block. */
public final class ViewerOrders {
    private final HubTunnel tunnel;
    private final Revocations revocations;

    public ViewerOrders(HubTunnel tunnel, Revocations revocations) {
        this.tunnel = tunnel;
        this.revocations = revocations;
    }

    public void carryOut(ViewerOrder order) {
        switch (order) {
            case ViewerOrder.Change change -> tunnel.change(change.viewerId(), change.change()::applyTo);
            case ViewerOrder.Kick kick -> tunnel.kick(kick.viewerId(), CloseCode.KICKED);
            case ViewerOrder.TakeOver takeOver -> tunnel.takeOver(takeOver.viewerId());
            case ViewerOrder.HandOver handOver -> tunnel.handOver(handOver.fromViewerId(), handOver.toViewerId());
            case ViewerOrder.Revoke revoke -> revoke(revoke);
        }
    }

    private void revoke(ViewerOrder.Revoke revoke) {
        var code = revoke.mayComeBack() ? CloseCode.POLICY_CHANGED : CloseCode.KICKED;
        revocations.add(revoke.sessionId(), revoke.user(), code);
        tunnel.viewers(revoke.sessionId()).stream()
                .filter(viewer -> viewer.grant().user().equals(revoke.user()))
                .forEach(viewer -> tunnel.kick(viewer.grant().viewerId(), code));
    }
}
