package io.streamspace.protocol.state;

import static io.streamspace.protocol.state.SessionEvent.AGENT_REFUSED;
import static io.streamspace.protocol.state.SessionEvent.AGENT_REMOVED;
import static io.streamspace.protocol.state.SessionEvent.COMMAND_FAILED;
import static io.streamspace.protocol.state.SessionEvent.DEADLINE_PASSED;
import static io.streamspace.protocol.state.SessionEvent.HIBERNATE_REQUESTED;
import static io.streamspace.protocol.state.SessionEvent.OBSERVED_FAILED;
import static io.streamspace.protocol.state.SessionEvent.OBSERVED_HIBERNATED;
import static io.streamspace.protocol.state.SessionEvent.OBSERVED_RUNNING;
import static io.streamspace.protocol.state.SessionEvent.OBSERVED_STOPPED;
import static io.streamspace.protocol.state.SessionEvent.PLACED;
import static io.streamspace.protocol.state.SessionEvent.RESTART_REQUESTED;
import static io.streamspace.protocol.state.SessionEvent.TERMINATE_REQUESTED;
import static io.streamspace.protocol.state.SessionEvent.WAKE_REQUESTED;
import static io.streamspace.protocol.state.SessionState.FAILED;
import static io.streamspace.protocol.state.SessionState.HIBERNATED;
import static io.streamspace.protocol.state.SessionState.HIBERNATING;
import static io.streamspace.protocol.state.SessionState.PENDING;
import static io.streamspace.protocol.state.SessionState.RUNNING;
import static io.streamspace.protocol.state.SessionState.STARTING;
import static io.streamspace.protocol.state.SessionState.TERMINATED;
import static io.streamspace.protocol.state.SessionState.TERMINATING;
import static io.streamspace.protocol.state.SessionState.WAKING;

import java.time.Duration;

/**
 * The life of a session. No state without an exit: every transient state has a deadline, and {@code TERMINATE_REQUESTED} has a row in every
 * state but the last.
 *
 * <p>A row from a state to itself says that the event is legal and changes nothing: the deadline goes on. A hibernate or wake that fails or takes too long goes back to where it came from rather than to {@code FAILED}: the user's work is still
 * there, and what the agent observes next corrects the state either way.
 *
 * <p>A start that its agent refuses waits for another one; the deadline of {@code PENDING} goes on from when the session was first asked
 * for, so that agents cannot pass it on for ever.
 */
public final class SessionLifecycle {
    /** The rows. */
    public static final TransitionTable<SessionState, SessionEvent> TABLE = TransitionTable.startingIn(
                    PENDING, SessionEvent.class)
            .on(PENDING, PLACED, STARTING)
            .on(PENDING, TERMINATE_REQUESTED, TERMINATED)
            .on(PENDING, DEADLINE_PASSED, FAILED)
            .deadline(PENDING, Duration.ofMinutes(10), DEADLINE_PASSED)
            //
            .on(STARTING, OBSERVED_RUNNING, RUNNING)
            .on(STARTING, OBSERVED_FAILED, FAILED)
            .on(STARTING, OBSERVED_STOPPED, FAILED)
            .on(STARTING, COMMAND_FAILED, FAILED)
            .on(STARTING, AGENT_REFUSED, PENDING)
            .on(STARTING, TERMINATE_REQUESTED, TERMINATING)
            .on(STARTING, AGENT_REMOVED, FAILED)
            .on(STARTING, DEADLINE_PASSED, FAILED)
            .deadline(STARTING, Duration.ofMinutes(6), DEADLINE_PASSED)
            //
            .on(RUNNING, HIBERNATE_REQUESTED, HIBERNATING)
            .on(RUNNING, OBSERVED_HIBERNATED, HIBERNATED)
            .on(RUNNING, OBSERVED_FAILED, FAILED)
            .on(RUNNING, OBSERVED_STOPPED, FAILED)
            .on(RUNNING, TERMINATE_REQUESTED, TERMINATING)
            .on(RUNNING, AGENT_REMOVED, FAILED)
            //
            .on(HIBERNATING, OBSERVED_HIBERNATED, HIBERNATED)
            .on(HIBERNATING, OBSERVED_FAILED, FAILED)
            .on(HIBERNATING, OBSERVED_STOPPED, FAILED)
            .on(HIBERNATING, COMMAND_FAILED, RUNNING)
            .on(HIBERNATING, TERMINATE_REQUESTED, TERMINATING)
            .on(HIBERNATING, AGENT_REMOVED, FAILED)
            .on(HIBERNATING, DEADLINE_PASSED, RUNNING)
            .deadline(HIBERNATING, Duration.ofMinutes(6), DEADLINE_PASSED)
            //
            .on(HIBERNATED, WAKE_REQUESTED, WAKING)
            .on(HIBERNATED, OBSERVED_RUNNING, RUNNING)
            .on(HIBERNATED, OBSERVED_FAILED, FAILED)
            .on(HIBERNATED, OBSERVED_STOPPED, FAILED)
            .on(HIBERNATED, TERMINATE_REQUESTED, TERMINATING)
            .on(HIBERNATED, AGENT_REMOVED, FAILED)
            //
            .on(WAKING, OBSERVED_RUNNING, RUNNING)
            .on(WAKING, OBSERVED_FAILED, FAILED)
            .on(WAKING, OBSERVED_STOPPED, FAILED)
            .on(WAKING, COMMAND_FAILED, HIBERNATED)
            .on(WAKING, TERMINATE_REQUESTED, TERMINATING)
            .on(WAKING, AGENT_REMOVED, FAILED)
            .on(WAKING, DEADLINE_PASSED, HIBERNATED)
            .deadline(WAKING, Duration.ofMinutes(6), DEADLINE_PASSED)
            //
            .on(TERMINATING, OBSERVED_STOPPED, TERMINATED)
            .on(TERMINATING, TERMINATE_REQUESTED, TERMINATING)
            .on(TERMINATING, AGENT_REMOVED, TERMINATED)
            .on(TERMINATING, DEADLINE_PASSED, TERMINATED)
            .deadline(TERMINATING, Duration.ofMinutes(6), DEADLINE_PASSED)
            //
            .on(FAILED, RESTART_REQUESTED, PENDING)
            .on(FAILED, TERMINATE_REQUESTED, TERMINATING)
            .on(FAILED, AGENT_REMOVED, FAILED)
            //
            .terminal(TERMINATED)
            .build();

    private SessionLifecycle() {}
}
