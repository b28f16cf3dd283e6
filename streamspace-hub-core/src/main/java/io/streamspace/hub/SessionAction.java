package io.streamspace.hub;

import io.streamspace.protocol.WireNames;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.SessionState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person can do with a session. */
public enum SessionAction {
    /** Look at its desktop. */
    OPEN(null),
    HIBERNATE(SessionEvent.HIBERNATE_REQUESTED),
    WAKE(SessionEvent.WAKE_REQUESTED),
    RESTART(SessionEvent.RESTART_REQUESTED),
    TERMINATE(SessionEvent.TERMINATE_REQUESTED);

    private final Optional<SessionEvent> event;

    SessionAction(@Nullable SessionEvent event) {
        this.event = Optional.ofNullable(event);
    }

    /** The name in the API. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** What is possible in a state, by the lifecycle's table. */
    public static Set<SessionAction> in(SessionState state) {
        var possible = EnumSet.noneOf(SessionAction.class);
        Arrays.stream(values()).filter(action -> action.isPossible(state)).forEach(possible::add);
        return possible;
    }

    private boolean isPossible(SessionState state) {
        return event.map(e -> SessionLifecycle.TABLE.next(state, e).isPresent()).orElse(state == SessionState.RUNNING);
    }
}
