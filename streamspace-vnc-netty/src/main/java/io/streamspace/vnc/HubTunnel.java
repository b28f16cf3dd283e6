package io.streamspace.vnc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.vnc.internal.hub.AgentPools;
import io.streamspace.vnc.internal.hub.Controllers;
import io.streamspace.vnc.internal.hub.HubContext;
import io.streamspace.vnc.internal.hub.Rendezvous;
import io.streamspace.vnc.internal.hub.StreamTable;
import io.streamspace.vnc.internal.hub.ViewerStream;
import io.streamspace.vnc.internal.hub.VncTunnelHubChannelInitializer;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The hub's side of the tunnel: keeps the idle stream connections that agents dial, and pairs each viewer with one of them. It has no
 * threads of its own; everything runs on the event loops of the channels that it is given. All methods may be called from any thread.
 */
public final class HubTunnel implements AutoCloseable {
    private static final String SIDE = "hub";

    private final HubContext context;

    private HubTunnel(Builder builder) {
        AgentPools pools = new AgentPools(builder.settings.maxIdleStreams());
        TunnelMeters meters = new TunnelMeters(builder.meters, SIDE);
        meters.idle(builder.meters, SIDE, pools, AgentPools::idle);
        MessageCodec codec = new MessageCodec(InstantSource.system());
        StreamTable streams = new StreamTable();
        this.context = new HubContext(
                builder.host,
                builder.settings,
                codec,
                builder.random,
                meters,
                pools,
                streams,
                new Rendezvous(),
                new Controllers(streams),
                InstantSource.system());
    }

    /** A tunnel for {@code host}. */
    public static Builder builder(TunnelHost host) {
        return new Builder(host);
    }

    /** For a stream connection of an agent that the caller has authenticated. */
    public UpgradeDecision acceptAgentStream(String agentId) {
        var initializer = VncTunnelHubChannelInitializer.ofAgentStream(context, agentId);
        return new UpgradeDecision.Accept(
                AgentProtocol.STREAM_SUBPROTOCOL, channel -> channel.pipeline().addLast(initializer));
    }

    /**
     * For a viewer whose permission the caller has checked. A viewer whose desktop cannot be reached is accepted nevertheless, and then
     * closed with the code that its page understands.
     */
    public UpgradeDecision acceptViewer(ViewerGrant grant) {
        var initializer = VncTunnelHubChannelInitializer.ofViewer(context, grant);
        return new UpgradeDecision.Accept(
                AgentProtocol.VIEWER_SUBPROTOCOL, channel -> channel.pipeline().addLast(initializer));
    }

    /**
     * The same, where the viewer's stream survives its WebSocket if the viewer offers that in {@code request} and its agent can do it (rule
     * P-6.6). Otherwise it is an ordinary viewer: where streams do not resume at all, and where its clipboard may have to be held back, since a
     * desktop's messages can be followed from a stream's beginning only.
     */
    public UpgradeDecision acceptViewer(ViewerGrant grant, UpgradeRequest request) {
        boolean comesBack =
                request.queryParameter(AgentProtocol.VIEWER_RESUME_PARAMETER).isPresent();
        boolean resumes = request.subprotocols().contains(AgentProtocol.RESUMING_VIEWER_SUBPROTOCOL)
                && context.settings().windowBytes() > 0
                && grant.limits().strictest(grant.policy()).clipboard().fromDesktop()
                && (comesBack || context.host().supports(grant.agentId(), Capability.END_TO_END_RESUME));
        if (!resumes) {
            return acceptViewer(grant);
        }
        var initializer = VncTunnelHubChannelInitializer.ofResumingViewer(context, grant, comesBack);
        return new UpgradeDecision.Accept(
                AgentProtocol.RESUMING_VIEWER_SUBPROTOCOL,
                channel -> channel.pipeline().addLast(initializer));
    }

    /** The agent's link of that epoch is gone: its idle connections are closed, streams that run may resume later. */
    public void agentOffline(String agentId, long epoch) {
        context.pools().offline(agentId, epoch);
    }

    /**
     * Ends all viewers of a session.
     *
     * @return how many there were
     */
    public int closeSession(String sessionId, CloseCode code) {
        return end(stream -> stream.grant().sessionId().equals(sessionId), code);
    }

    /**
     * Ends one viewer.
     *
     * @return false where there is none of that id
     */
    public boolean kick(String viewerId, CloseCode code) {
        return end(stream -> stream.grant().viewerId().equals(viewerId), code) > 0;
    }

    /** The viewers of a session, those included that still wait for their desktop. */
    public List<ConnectedViewer> viewers(String sessionId) {
        return context.streams().matching(stream -> stream.grant().sessionId().equals(sessionId)).stream()
                .map(ViewerStream::viewer)
                .toList();
    }

    /**
     * Changes what a viewer may do from its next message on, within the limits of its grant. A viewer whose clipboard is to be held back and
     * whose stream was not followed for that from its beginning is closed with {@link CloseCode#POLICY_CHANGED}, and comes back by itself.
     *
     * @return false where there is no viewer of that id
     */
    public boolean change(String viewerId, UnaryOperator<ViewerPolicy> change) {
        return context.controllers().change(viewerId, change);
    }

    /**
     * Lets one viewer control its session alone: all others become watchers, and so does whoever comes while it is there.
     *
     * @return false where there is no viewer of that id, or its limits let it only watch
     */
    public boolean takeOver(String viewerId) {
        return context.controllers().takeOver(viewerId);
    }

    /**
     * Passes control on from one viewer of a session, which becomes a watcher, to another.
     *
     * @return false where one of them is not there, they are not of one session, or the other's limits let it only watch
     */
    public boolean handOver(String fromViewerId, String toViewerId) {
        return context.controllers().handOver(fromViewerId, toViewerId);
    }

    /** Idle connections of an agent. */
    public int idleStreams(String agentId) {
        return context.pools().idle(agentId);
    }

    /** Ends of streams that this hub does not know and that wait for each other; they give up in time. */
    public int waitingEnds() {
        return context.rendezvous().waiting();
    }

    /**
     * Ends everything: viewers with {@code code}, idle connections with the code for a hub that goes away. With {@link
     * CloseCode#SERVER_RESTARTING} streams that are resumed end to end are not ended, but left to the next hub.
     */
    public void shutdown(CloseCode code) {
        end(stream -> true, code);
        context.pools().close();
    }

    @Override
    public void close() {
        shutdown(CloseCode.SERVER_RESTARTING);
    }

    private int end(Predicate<ViewerStream> which, CloseCode code) {
        List<ViewerStream> streams = context.streams().matching(which);
        streams.forEach(stream -> stream.end(code));
        return streams.size();
    }

    /** Collects the optional parts. */
    public static final class Builder {
        private final TunnelHost host;
        private TunnelSettings settings = TunnelSettings.defaults();
        private MeterRegistry meters = new CompositeMeterRegistry();
        private RandomGenerator random = new SecureRandom();

        private Builder(TunnelHost host) {
            this.host = host;
        }

        /** Limits and times; {@link TunnelSettings#defaults()} otherwise. */
        public Builder settings(TunnelSettings settings) {
            this.settings = settings;
            return this;
        }

        /** Where the numbers go; nowhere otherwise. */
        public Builder meters(MeterRegistry meters) {
            this.meters = meters;
            return this;
        }

        /** Makes stream ids and resume keys, so it has to be unpredictable outside of simulations. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** The tunnel. */
        public HubTunnel build() {
            return new HubTunnel(this);
        }
    }
}
