package io.streamspace.vnc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.vnc.internal.agent.AgentContext;
import io.streamspace.vnc.internal.agent.AgentStream;
import io.streamspace.vnc.internal.agent.AgentStreams;
import io.streamspace.vnc.internal.agent.WarmPool;
import io.streamspace.vnc.internal.dial.ClientTls;
import io.streamspace.vnc.internal.dial.Dialer;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the tunnel: dials stream connections ahead, and connects each that the hub opens to a session's endpoint. A stream
 * outlives the loss of its connection and of the link, as long as another one comes in time. All methods may be called from any thread.
 */
public final class AgentTunnel implements AutoCloseable {
    private static final String SIDE = "agent";

    private final Dialer dialer;
    private final AgentStreams streams = new AgentStreams();
    private final WarmPool pool;

    private AgentTunnel(Builder builder) {
        TunnelMeters meters = new TunnelMeters(builder.meters, SIDE);
        this.dialer = new Dialer(builder.loops, ClientTls.trusting(builder.trust));
        AgentContext context = new AgentContext(
                builder.loops,
                dialer,
                builder.targets,
                builder.settings,
                new MessageCodec(InstantSource.system()),
                builder.random,
                meters);
        this.pool = new WarmPool(context, streams);
        meters.idle(builder.meters, SIDE, pool, WarmPool::idle);
    }

    /** A tunnel on {@code loops}, which stay the caller's, to what {@code targets} knows. */
    public static Builder builder(EventLoops loops, StreamTargets targets) {
        return new Builder(loops, targets);
    }

    /** The control link is up: connections are dialled under its epoch, and interrupted streams try to go on. */
    public void linkUp(StreamAccess access) {
        pool.linkUp(access);
        streams.matching(stream -> true).forEach(AgentStream::linkUp);
    }

    /** The control link is down: idle connections are closed, streams that run go on. */
    public void linkDown() {
        pool.linkDown();
    }

    /** The hub wants one more connection at once. */
    public void streamRequested(StreamRequest request) {
        pool.dialFor(request.streamId());
    }

    /** The session has ended, and so do its streams. */
    public void sessionEnded(String sessionId) {
        streams.matching(stream -> stream.sessionId().equals(sessionId)).forEach(AgentStream::end);
    }

    /** Connections that are ready. */
    public int idleStreams() {
        return pool.idle();
    }

    /** Streams that are open, being opened or interrupted. */
    public int openStreams() {
        return streams.count();
    }

    /** Ends all streams and connections; the event loops stay. */
    @Override
    public void close() {
        pool.linkDown();
        streams.matching(stream -> true).forEach(AgentStream::end);
        dialer.close();
    }

    /** Collects the optional parts. */
    public static final class Builder {
        private final EventLoops loops;
        private final StreamTargets targets;
        private TunnelSettings settings = TunnelSettings.defaults();
        private MeterRegistry meters = new CompositeMeterRegistry();
        private RandomGenerator random = new SecureRandom();
        private @Nullable TrustManagerFactory trust;

        private Builder(EventLoops loops, StreamTargets targets) {
            this.loops = loops;
            this.targets = targets;
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

        /** Spreads the pauses between dials. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** Which certificates of the hub are trusted; those that the JDK trusts otherwise. */
        public Builder trust(TrustManagerFactory trust) {
            this.trust = trust;
            return this;
        }

        /** The tunnel. */
        public AgentTunnel build() {
            return new AgentTunnel(this);
        }
    }
}
