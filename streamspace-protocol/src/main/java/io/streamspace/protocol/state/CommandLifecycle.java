package io.streamspace.protocol.state;

import static io.streamspace.protocol.state.CommandState.ACK;
import static io.streamspace.protocol.state.CommandState.CANCELLED;
import static io.streamspace.protocol.state.CommandState.COMPLETED;
import static io.streamspace.protocol.state.CommandState.FAILED;
import static io.streamspace.protocol.state.CommandState.PENDING;
import static io.streamspace.protocol.state.CommandState.SENT;
import static io.streamspace.protocol.state.CommandState.TIMEOUT;

import java.time.Duration;

/** The life of a command. A result may come before the acknowledgement, and also for a command that waits to be sent again. */
public final class CommandLifecycle {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

    /** The rows. */
    public static final TransitionTable<CommandState, CommandEvent> TABLE = TransitionTable.startingIn(
                    PENDING, CommandEvent.class)
            .on(PENDING, CommandEvent.DELIVERED, SENT)
            .on(PENDING, CommandEvent.SUCCEEDED, COMPLETED)
            .on(PENDING, CommandEvent.FAILED, FAILED)
            .on(PENDING, CommandEvent.CANCEL_REQUESTED, CANCELLED)
            .on(PENDING, CommandEvent.DEADLINE_PASSED, TIMEOUT)
            .deadline(PENDING, TIME_LIMIT, CommandEvent.DEADLINE_PASSED)
            //
            .on(SENT, CommandEvent.ACKNOWLEDGED, ACK)
            .on(SENT, CommandEvent.SUCCEEDED, COMPLETED)
            .on(SENT, CommandEvent.FAILED, FAILED)
            .on(SENT, CommandEvent.LINK_LOST, PENDING)
            .on(SENT, CommandEvent.CANCEL_REQUESTED, CANCELLED)
            .on(SENT, CommandEvent.DEADLINE_PASSED, TIMEOUT)
            .deadline(SENT, TIME_LIMIT, CommandEvent.DEADLINE_PASSED)
            //
            .on(ACK, CommandEvent.SUCCEEDED, COMPLETED)
            .on(ACK, CommandEvent.FAILED, FAILED)
            .on(ACK, CommandEvent.LINK_LOST, PENDING)
            .on(ACK, CommandEvent.CANCEL_REQUESTED, CANCELLED)
            .on(ACK, CommandEvent.DEADLINE_PASSED, TIMEOUT)
            .deadline(ACK, TIME_LIMIT, CommandEvent.DEADLINE_PASSED)
            //
            .terminal(COMPLETED, FAILED, TIMEOUT, CANCELLED)
            .build();

    private CommandLifecycle() {}
}
