package io.streamspace.vnc.internal.hub;

import io.streamspace.protocol.MessageCodec;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.TunnelSettings;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What all streams of one hub share. */
public record HubContext(
        TunnelHost host,
        TunnelSettings settings,
        MessageCodec codec,
        RandomGenerator random,
        TunnelMeters meters,
        AgentPools pools,
        StreamTable streams,
        Rendezvous rendezvous,
        Controllers controllers,
        InstantSource clock) {}
