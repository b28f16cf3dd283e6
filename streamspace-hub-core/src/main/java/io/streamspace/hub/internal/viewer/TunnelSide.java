package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.internal.agent.AgentLinks;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.ViewerGrant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the tunnel's questions. Called on event loops: nothing in here blocks. */
public final class TunnelSide implements TunnelHost {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelSide.class);

    private final AgentLinks links;
    private final ActivityLog activity;

    public TunnelSide(AgentLinks links, ActivityLog activity) {
        this.links = links;
        this.activity = activity;
    }

    @Override
    public boolean isCurrent(String agentId, long epoch) {
        return links.isCurrent(agentId, epoch);
    }

    @Override
    public boolean requestStream(String agentId, String streamId, String sessionId) {
        return links.requestStream(agentId, streamId, sessionId);
    }

    @Override
    public boolean supports(String agentId, String capability) {
        return links.supports(agentId, capability);
    }

    @Override
    public void viewerOpened(ViewerGrant viewer) {
        activity.used(viewer.sessionId());
        LOG.atInfo()
                .addKeyValue("sessionId", viewer.sessionId())
                .addKeyValue("viewerId", viewer.viewerId())
                .addKeyValue("mode", viewer.mode())
                .log("viewer opened");
    }

    @Override
    public void viewerClosed(ViewerGrant viewer, int closeCode) {
        LOG.atInfo()
                .addKeyValue("sessionId", viewer.sessionId())
                .addKeyValue("viewerId", viewer.viewerId())
                .addKeyValue("code", closeCode)
                .log("viewer closed");
    }

    @Override
    public void activity(ViewerGrant viewer) {
        activity.used(viewer.sessionId());
    }
}
