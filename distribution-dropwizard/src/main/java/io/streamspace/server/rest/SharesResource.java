package io.streamspace.server.rest;

import io.streamspace.hub.Share;
import io.streamspace.hub.Shares;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import io.streamspace.server.users.User;
import io.streamspace.server.users.Users;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a session is open to besides its owner, for its owner and for administrators. */
@Path("/api/v1/sessions/{id}/shares")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SharesResource {
    private final Shares shares;
    private final Users users;
    private final SessionAccess access;

    /** {@code view} unless it is said. */
    record ShareRequest(@Nullable String mode) {}

    record ShareJson(String user, String mode, String grantedBy, Instant createdAt) {
        static ShareJson of(Share share) {
            return new ShareJson(share.user(), ViewerWords.of(share.mode()), share.grantedBy(), share.createdAt());
        }
    }

    public SharesResource(Shares shares, Users users, SessionAccess access) {
        this.shares = shares;
        this.users = users;
        this.access = access;
    }

    @GET
    public List<ShareJson> list(@PathParam("id") String id, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        return shares.list(id).stream().map(ShareJson::of).toList();
    }

    /** Also changes what was shared before. */
    @PUT
    @Path("/{username}")
    public ShareJson put(
            @PathParam("id") String id,
            @PathParam("username") String username,
            @Nullable ShareRequest request,
            @Context SecurityContext context) {
        Caller caller = Caller.of(context);
        access.own(id, caller);
        String mode = request == null || request.mode() == null ? "view" : request.mode();
        String user = users.find(username)
                .map(User::username)
                .orElseThrow(() -> ApiException.invalid("username", "There is no user of this name."));
        return ShareJson.of(shares.put(id, user, Fields.mode(mode), caller.getName()));
    }

    @DELETE
    @Path("/{username}")
    public Response remove(
            @PathParam("id") String id, @PathParam("username") String username, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        shares.remove(id, username.strip().toLowerCase(Locale.ROOT));
        return Response.noContent().build();
    }
}
