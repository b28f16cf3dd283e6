package io.streamspace.hub.internal.viewer;

import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.ViewerGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rights that ended a moment ago: a viewer whose ticket was taken before and that was not connected yet was in no list when its right ended.
 * From any thread.
 */
public final class Revocations {
    /** Longer than a viewer waits for its desktop. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Right, Ended> ended = new ConcurrentHashMap<>();
    private final Map<String, Instant> claimed = new ConcurrentHashMap<>();

    private record Right(String sessionId, String user) {}

    private record Ended(Instant at, CloseCode code) {}

    public Revocations(InstantSource clock) {
        this.clock = clock;
    }

    /** The time, to be taken before a right is looked up. */
    Instant now() {
        return clock.instant();
    }

    /** A viewer was let in by a right that was looked up at that time or later. */
    void letIn(String viewerId, Instant lookedUp) {
        var old = clock.instant().minus(KEPT);
        claimed.values().removeIf(time -> time.isBefore(old));
        claimed.put(viewerId, lookedUp);
    }

    /** A right has ended. */
    void add(String sessionId, String user, CloseCode code) {
        var now = clock.instant();
        ended.values().removeIf(other -> other.at().isBefore(now.minus(KEPT)));
        ended.put(new Right(sessionId, user), new Ended(now, code));
    }

    /** Why a viewer whose desktop has come up has to go again. */
    Optional<CloseCode> of(ViewerGrant viewer) {
        var lookedUp = claimed.remove(viewer.viewerId());
        return Optional.ofNullable(ended.get(new Right(viewer.sessionId(), viewer.user())))
                .filter(right -> lookedUp != null && !right.at().isBefore(lookedUp))
                .map(Ended::code);
    }
}
