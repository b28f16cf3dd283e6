package io.streamspace.vnc.internal.agent;

import io.streamspace.protocol.MessageCodec;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.TunnelSettings;
import io.streamspace.vnc.internal.dial.Dialer;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.util.random.RandomGenerator;

/** What all connections of one agent share. */
public record AgentContext(
        EventLoops loops,
        Dialer dialer,
        StreamTargets targets,
        TunnelSettings settings,
        MessageCodec codec,
        RandomGenerator random,
        TunnelMeters meters) {}
