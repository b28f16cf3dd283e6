package io.streamspace.server.rest;

import io.streamspace.hub.Session;
import io.streamspace.hub.Ticket;
import io.streamspace.hub.Tickets;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.rest.SessionRequests.TicketRequest;
import io.streamspace.server.security.Caller;
import io.streamspace.vnc.ViewerMode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Trades a log-in for a ticket that opens one viewer. */
@Path("/api/v1/sessions/{id}/ticket")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TicketsResource {
    private final Tickets tickets;
    private final SessionAccess access;
    private final boolean viewersEnabled;

    /** {@code mode} is what the viewer starts in, which can be less than what was asked for. */
    record TicketJson(String ticket, Instant expiresAt, String path, String desktopName, String state, String mode) {
        @Override
        public String toString() {
            return "TicketJson[path=" + path + ", expiresAt=" + expiresAt + "]";
        }
    }

    public TicketsResource(Tickets tickets, SessionAccess access, boolean viewersEnabled) {
        this.tickets = tickets;
        this.access = access;
        this.viewersEnabled = viewersEnabled;
    }

    @POST
    public TicketJson issue(
            @PathParam("id") String id,
            @HeaderParam("Origin") @Nullable String origin,
            @Nullable TicketRequest request,
            @Context SecurityContext context) {
        Caller caller = Caller.of(context);
        SessionAccess.Seen seen = access.see(id, caller);
        Session session = seen.session();
        if (!viewersEnabled) {
            throw ApiException.forbidden("Viewers are switched off on this server (VNC_PROXY_ENABLED).");
        }
        ViewerMode wanted =
                request == null || request.mode() == null ? ViewerMode.CONTROL : Fields.mode(request.mode());
        ViewerMode mode = seen.mode() == ViewerMode.VIEW ? ViewerMode.VIEW : wanted;
        Ticket ticket = tickets.issue(id, caller.getName(), mode, seen.mode(), origin);
        return new TicketJson(
                ticket.value(),
                ticket.expiresAt(),
                "api/v1/vnc/" + id,
                session.displayName(),
                session.state().wireName(),
                ViewerWords.of(mode));
    }
}
