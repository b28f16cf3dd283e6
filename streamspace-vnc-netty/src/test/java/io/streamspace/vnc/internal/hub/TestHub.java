package io.streamspace.vnc.internal.hub;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.vnc.TunnelSettings;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.fixture.TestHost;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.time.InstantSource;
import java.util.Random;

/** What the streams of a hub share, without any channel. */
final class TestHub {
    final TestHost host = new TestHost();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final HubContext context;

    TestHub() {
        var streams = new StreamTable();
        context = new HubContext(
                host,
                TunnelSettings.defaults(),
                new MessageCodec(InstantSource.system()),
                new Random(1),
                new TunnelMeters(registry, "hub"),
                new AgentPools(4),
                streams,
                new Rendezvous(),
                new Controllers(streams),
                InstantSource.system());
    }

    static ViewerGrant grant(String user) {
        return new ViewerGrant("v1", "sess-1", "agent-1", "vnc", ViewerMode.CONTROL, user);
    }

    ViewerLeg leg(Wire viewer, ViewerGrant grant) {
        return new ViewerLeg(viewer.connection, new ViewerHandlers(context, grant));
    }
}
