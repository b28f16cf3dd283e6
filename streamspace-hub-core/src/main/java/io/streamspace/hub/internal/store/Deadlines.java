package io.streamspace.hub.internal.store;

import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a session may stay in a state, by the operator's settings. Which states have a deadline at all is the lifecycle's to say.
 *
 * @param placement how long it may wait for an agent
 * @param command how long an agent may take for a command; a state that waits for one lasts a fifth longer, so that the command's own
 *     time-out, which knows more, comes first
 */
public record Deadlines(Duration placement, Duration command) {
    Optional<Instant> of(SessionState state, Instant since) {
        return SessionLifecycle.TABLE
                .deadline(state)
                .map(deadline -> since.plus(
                        state == SessionState.PENDING
                                ? placement
                                : command.multipliedBy(6).dividedBy(5)));
    }
}
