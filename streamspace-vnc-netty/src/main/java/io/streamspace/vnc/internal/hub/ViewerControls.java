package io.streamspace.vnc.internal.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.internal.rfb.RfbInspector;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What is in force for one viewer, and the handlers that see to it. */
final class ViewerControls {
    private final HubContext hub;
    private final ViewerGrant grant;
    private final Instant since;
    private final AtomicReference<ViewerPolicy> policy;
    private final IdleViewer idle;
    private final ViewerTraffic traffic;
    private final RfbInspector inspector;

    ViewerControls(HubContext hub, ViewerGrant grant) {
        this.hub = hub;
        this.grant = grant;
        this.since = hub.clock().instant();
        this.policy = new AtomicReference<>(grant.policy());
        this.idle = new IdleViewer(
                hub.host(), grant, hub.clock(), hub.settings().viewerIdleTimeout(), grant.policy());
        this.traffic = new ViewerTraffic(hub.meters(), grant.policy().maxBytesPerSecond());
        this.inspector = new RfbInspector(grant.policy(), grant.limits(), idle, hub.meters());
    }

    ViewerGrant grant() {
        return grant;
    }

    IdleViewer idle() {
        return idle;
    }

    ViewerTraffic traffic() {
        return traffic;
    }

    RfbInspector inspector() {
        return inspector;
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
        traffic.cap(latest.maxBytesPerSecond());
        idle.policy(latest);
        boolean enforced = inspector.policy(latest);
        hub.host().policyChanged(grant, latest);
        return enforced;
    }

    ViewerPolicy policy() {
        return policy.get();
    }

    /** What is in force, as the viewer's page is told (rule P-6.7). */
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

    ConnectedViewer viewer() {
        return new ConnectedViewer(
                grant, policy.get(), since, traffic.bytesToViewer(), traffic.bytesToDesktop(), idle.lastInputAt());
    }
}
