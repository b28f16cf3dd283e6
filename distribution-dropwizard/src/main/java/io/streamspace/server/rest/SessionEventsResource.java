package io.streamspace.server.rest;

import io.streamspace.hub.Page;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.Sessions;
import io.streamspace.server.security.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Server-sent events: how sessions stand, at once and after each change, and how far a start is. */
@Path("/api/v1/sessions")
@Produces(SessionEventsResource.EVENT_STREAM)
public final class SessionEventsResource {
    static final String EVENT_STREAM = "text/event-stream";

    private static final int PAGE = 100;
    private static final int MAX_SESSIONS = 1000;

    private final Sessions sessions;
    private final SessionAccess access;
    private final EventStreams streams;

    public SessionEventsResource(Sessions sessions, SessionAccess access, EventStreams streams) {
        this.sessions = sessions;
        this.access = access;
        this.streams = streams;
    }

    /** Ends when the session does. */
    @GET
    @Path("/{id}/events")
    public Response ofOne(@PathParam("id") String id, @Context SecurityContext context) {
        Caller caller = Caller.of(context);
        access.see(id, caller);
        return respond(streams.open(
                SessionFilter.ofSession(id),
                caller.expiresAt(),
                () -> List.of(access.see(id, caller).session())));
    }

    /** All of the caller's own. */
    @GET
    @Path("/events")
    public Response ofAll(@Context SecurityContext context) {
        Caller caller = Caller.of(context);
        String owner = caller.getName();
        return respond(streams.open(SessionFilter.ofOwner(owner), caller.expiresAt(), () -> oldestFirst(owner)));
    }

    private List<Session> oldestFirst(String owner) {
        List<Session> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Session> page = sessions.list(new SessionQuery(owner, Set.of(), null, PAGE, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && all.size() < MAX_SESSIONS);
        return all.reversed();
    }

    /** Proxies must neither keep nor gather what is sent. */
    private static Response respond(EventStream stream) {
        return Response.ok(stream.output())
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
