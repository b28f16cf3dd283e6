package io.streamspace.vnc.internal.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What is in force for one viewer, whichever WebSocket it has at the moment. */
final class ViewerControls {
    private final HubContext hub;
    private final Instant since;
    private final AtomicReference<ViewerPolicy> policy;
    private final IdleViewer idle;
    private volatile ViewerGrant grant;
    private volatile ViewerHandlers handlers;

    /** @param handlers those of the viewer's first WebSocket here */
    ViewerControls(HubContext hub, ViewerGrant grant, ViewerHandlers handlers) {
        this.hub = hub;
        this.grant = grant;
        this.since = hub.clock().instant();
        this.policy = new AtomicReference<>(grant.policy());
        this.idle =
                new IdleViewer(hub.host(), grant, hub.clock(), hub.settings().viewerIdleTimeout(), grant.policy());
        this.handlers = handlers;
        handlers.listener(idle);
    }

    ViewerGrant grant() {
        return grant;
    }

    /** What is to be in force. */
    ViewerPolicy policy() {
        return policy.get();
    }

    IdleViewer idle() {
        return idle;
    }

    /** The viewer goes on over another WebSocket. On its event loop; {@link #enforce} has to follow. */
    void use(ViewerHandlers next) {
        handlers = next;
        next.listener(idle);
    }

    /** The viewer came back with another grant, and may do from now on what both of them allow. */
    void narrow(ViewerGrant next) {
        ViewerPolicy limits = grant.limits().strictest(next.limits());
        grant = new ViewerGrant(
                grant.viewerId(),
                grant.sessionId(),
                grant.agentId(),
                grant.endpoint(),
                grant.user(),
                grant.policy(),
                limits,
                grant.notices());
        change(UnaryOperator.identity());
    }

    /** Changes what is to be in force, within the grant's limits; {@link #enforce} then makes it so. From any thread. */
    void change(UnaryOperator<ViewerPolicy> change) {
        policy.updateAndGet(now -> change.apply(now).strictest(grant.limits()));
    }

    /**
     * Puts the latest policy into force. On the viewer's event loop.
     *
     * @return false where that needs a stream that is followed from its beginning, and this one is not
     */
    boolean enforce() {
        ViewerPolicy latest = policy.get();
        handlers.traffic().cap(latest.maxBytesPerSecond());
        idle.policy(latest);
        boolean enforced = handlers.inspector().policy(latest);
        hub.host().policyChanged(grant, latest);
        return enforced;
    }

    /** What is in force, as the viewer's page is told (rule P-6.11). */
    String notice() {
        ViewerPolicy latest = policy.get();
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "policy")
                .put("viewer_id", grant.viewerId())
                .put("mode", word(latest.mode()))
                .put("max_mode", word(grant.limits().mode()))
                .put("clipboard", word(latest.clipboard()))
                .put("max_bytes_per_second", latest.maxBytesPerSecond())
                .toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Of a viewer that has one WebSocket, by the bytes that passed there. */
    ConnectedViewer viewer() {
        return viewer(handlers.traffic().bytesToViewer(), handlers.traffic().bytesToDesktop());
    }

    ConnectedViewer viewer(long bytesToViewer, long bytesToDesktop) {
        return new ConnectedViewer(grant, policy.get(), since, bytesToViewer, bytesToDesktop, idle.lastInputAt());
    }
}
