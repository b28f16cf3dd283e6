package io.streamspace.server.rest;

import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.Shares;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import io.streamspace.server.users.Role;
import io.streamspace.server.users.User;
import io.streamspace.server.users.Users;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts, for administrators. */
@Path("/api/v1/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
public final class UsersResource {
    private static final int MAX_SESSIONS = 500;

    private final Users users;
    private final Sessions sessions;
    private final Shares shares;

    /** A new account; the role is {@code user} unless it is said. */
    public record NewUser(
            @Nullable String username,
            @Nullable String password,
            @Nullable String role) {
        @Override
        public String toString() {
            return "NewUser[username=" + username + ", role=" + role + "]";
        }
    }

    public UsersResource(Users users, Sessions sessions, Shares shares) {
        this.shares = shares;
        this.users = users;
        this.sessions = sessions;
    }

    @GET
    public List<UserJson> list() {
        return users.list().stream().map(UserJson::of).toList();
    }

    @POST
    public Response create(@Nullable NewUser request) {
        NewUser body = Fields.body(request);
        String username = Fields.required("username", body.username());
        String password = Fields.required("password", body.password());
        Role role = body.role() == null
                ? Role.USER
                : Role.ofWireName(body.role())
                        .orElseThrow(() -> ApiException.invalid("role", "role is admin or user."));
        User user = users.create(username, password, role);
        return Response.status(Response.Status.CREATED)
                .header("Location", "users/" + user.username())
                .entity(UserJson.of(user))
                .build();
    }

    /** Also ends the user's sessions: nobody could reach them any more. */
    @DELETE
    @Path("/{username}")
    public Response delete(@PathParam("username") String username, @Context SecurityContext context) {
        User user = users.find(username)
                .orElseThrow(() -> ApiException.notFound("user_not_found", "There is no user of this name."));
        if (user.username().equals(Caller.of(context).getName())) {
            throw ApiException.conflict(
                    "own_account", "You cannot remove your own account. Ask another administrator.");
        }
        users.delete(user.username());
        shares.removeAllOf(user.username());
        var living = EnumSet.complementOf(EnumSet.of(SessionState.TERMINATED));
        sessions.list(new SessionQuery(user.username(), living, null, MAX_SESSIONS, null))
                .items()
                .forEach(session -> sessions.terminate(session.id()));
        return Response.noContent().build();
    }
}
