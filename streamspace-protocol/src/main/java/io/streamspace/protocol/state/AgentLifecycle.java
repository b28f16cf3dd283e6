package io.streamspace.protocol.state;

import static io.streamspace.protocol.state.AgentEvent.DRAIN_REQUESTED;
import static io.streamspace.protocol.state.AgentEvent.LINK_LOST;
import static io.streamspace.protocol.state.AgentEvent.REPORTED_ONLINE;
import static io.streamspace.protocol.state.AgentEvent.REPORTED_WARNING;
import static io.streamspace.protocol.state.AgentState.DRAINING;
import static io.streamspace.protocol.state.AgentState.OFFLINE;
import static io.streamspace.protocol.state.AgentState.ONLINE;
import static io.streamspace.protocol.state.AgentState.WARNING;

import java.time.Duration;

/** The life of an agent. The linked states share one deadline: the time of the last heartbeat. */
public final class AgentLifecycle {
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** The rows. */
    public static final TransitionTable<AgentState, AgentEvent> TABLE = TransitionTable.startingIn(
                    OFFLINE, AgentEvent.class)
            .on(OFFLINE, REPORTED_ONLINE, ONLINE)
            .on(OFFLINE, REPORTED_WARNING, WARNING)
            .on(OFFLINE, DRAIN_REQUESTED, DRAINING)
            //
            .on(ONLINE, REPORTED_WARNING, WARNING)
            .on(ONLINE, DRAIN_REQUESTED, DRAINING)
            .on(ONLINE, LINK_LOST, OFFLINE)
            .deadline(ONLINE, SILENCE, LINK_LOST)
            //
            .on(WARNING, REPORTED_ONLINE, ONLINE)
            .on(WARNING, DRAIN_REQUESTED, DRAINING)
            .on(WARNING, LINK_LOST, OFFLINE)
            .deadline(WARNING, SILENCE, LINK_LOST)
            //
            .on(DRAINING, REPORTED_ONLINE, ONLINE)
            .on(DRAINING, REPORTED_WARNING, WARNING)
            .on(DRAINING, LINK_LOST, OFFLINE)
            .deadline(DRAINING, SILENCE, LINK_LOST)
            .build();

    private AgentLifecycle() {}
}
