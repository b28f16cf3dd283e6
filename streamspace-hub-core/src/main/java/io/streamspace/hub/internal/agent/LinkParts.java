package io.streamspace.hub.internal.agent;

import io.streamspace.hub.HubSettings;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.session.SessionBus;
import io.streamspace.hub.internal.store.Pause;
import io.streamspace.hub.spi.Timers;
import io.streamspace.protocol.MessageCodec;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all links share.
 *
 * @param streams hears that an agent is gone
 * @param roomChanged runs when an agent may take sessions that it could not take before; does not block
 */
public record LinkParts(
        HubSettings settings,
        InstantSource clock,
        Timers timers,
        Pause pause,
        Executor executor,
        MessageCodec codec,
        Ids ids,
        LinkStore store,
        Handshake handshake,
        CommandReports commands,
        SecretDelivery secrets,
        StatusReports status,
        AgentLinks links,
        SessionBus bus,
        StreamGate streams,
        LinkMeters meters,
        Runnable roomChanged) {}
