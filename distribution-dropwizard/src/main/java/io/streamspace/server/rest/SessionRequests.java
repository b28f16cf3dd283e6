package io.streamspace.server.rest;

import io.streamspace.hub.SessionLimits;
import io.streamspace.hub.StartRequest;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that {@link SessionsResource} takes. */
final class SessionRequests {
    static final String RUNNING = "running";
    static final String HIBERNATED = "hibernated";

    private SessionRequests() {}

    /**
     * A session to start. Fields that are not here are ignored.
     *
     * @param state {@code running}, as in the documents' example, or absent
     * @param idleTimeout such as {@code 30m} or {@code PT30M}, as the next one
     */
    record NewSession(
            @Nullable String user,
            @Nullable String template,
            @Nullable String displayName,
            @Nullable String state,
            @Nullable List<String> tags,
            @Nullable String region,
            @Nullable String platform,
            @Nullable ResourcesJson resources,
            @Nullable Boolean persistentHome,
            @Nullable Map<String, String> params,
            @Nullable String idleTimeout,
            @Nullable String maxSessionDuration) {
        StartRequest toStartRequest(Caller caller) {
            if (state != null && !state.equals(RUNNING)) {
                throw ApiException.invalid("state", "A new session's state is running. Leave state out to get it.");
            }
            String owner = user == null ? caller.getName() : user;
            if (!caller.mayUse(owner)) {
                throw ApiException.forbidden("Only an administrator may start a session for somebody else.");
            }
            return new StartRequest(
                    owner,
                    Fields.required("template", template),
                    displayName,
                    region,
                    platform,
                    tags == null ? List.of() : Fields.texts("tags", tags),
                    resources == null ? null : resources.toResources(),
                    persistentHome,
                    params == null ? Map.of() : Fields.texts("params", params),
                    new SessionLimits(
                            Fields.duration("idle_timeout", idleTimeout),
                            Fields.duration("max_session_duration", maxSessionDuration)));
        }
    }

    /** What to change; what is absent stays. */
    record SessionChange(@Nullable String state, @Nullable List<String> tags) {}

    /** A viewer's wish; {@code control} unless it is said. */
    record TicketRequest(@Nullable String mode) {}
}
