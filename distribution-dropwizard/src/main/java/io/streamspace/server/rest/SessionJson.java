package io.streamspace.server.rest;

import io.streamspace.hub.Session;
import io.streamspace.hub.SessionAction;
import io.streamspace.server.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link Session} in the API. */
record SessionJson(
        String id,
        String user,
        String template,
        String displayName,
        String state,
        String desiredState,
        @Nullable String reason,
        @Nullable Failure error,
        @Nullable String agentId,
        @Nullable String platform,
        @Nullable String region,
        List<String> tags,
        ResourcesJson resources,
        @Nullable String idleTimeout,
        @Nullable String maxSessionDuration,
        @Nullable ProgressJson progress,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        @Nullable Instant lastActivityAt,
        Instant updatedAt,
        long generation,
        List<String> actions) {
    record Failure(String code, String message) {}

    /** In ISO-8601, which a request may hold too. */
    static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    static SessionJson of(Session session, Caller caller) {
        return caller.mayUse(session.user()) ? of(session) : forGuest(session);
    }

    /** For somebody with whom the owner shares it: all that they can do is to open it. */
    static SessionJson forGuest(Session session) {
        return of(session, Set.of(SessionAction.OPEN));
    }

    static SessionJson of(Session session) {
        return of(session, EnumSet.allOf(SessionAction.class));
    }

    private static SessionJson of(Session session, Set<SessionAction> allowed) {
        Session.Failure error = session.error();
        return new SessionJson(
                session.id(),
                session.user(),
                session.template(),
                session.displayName(),
                session.state().wireName(),
                session.desired().wireName(),
                session.reason(),
                error == null ? null : new Failure(error.code(), error.message()),
                session.agentId(),
                session.platform(),
                session.region(),
                session.tags(),
                ResourcesJson.of(session.resources()),
                text(session.limits().idleTimeout()),
                text(session.limits().maxDuration()),
                session.progress() == null ? null : ProgressJson.of(session.progress()),
                session.createdAt(),
                session.startedAt(),
                session.endsAt(),
                session.lastActivityAt(),
                session.updatedAt(),
                session.generation(),
                session.actions().stream()
                        .filter(allowed::contains)
                        .sorted()
                        .map(SessionAction::wireName)
                        .toList());
    }
}
