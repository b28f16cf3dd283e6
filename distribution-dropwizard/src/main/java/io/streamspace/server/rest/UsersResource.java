package io.streamspace.server.rest;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas;
import io.streamspace.hub.Session;
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
import jakarta.ws.rs.PATCH;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts, for administrators. */
@Path("/api/v1/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
public final class UsersResource {
    private static final int PAGE = 100;

    private final Users users;
    private final Sessions sessions;
    private final Quotas quotas;
    private final Shares shares;

    /** A new account; the role is {@code user} unless it is said. */
    public record NewUser(
            @Nullable String username,
            @Nullable String password,
            @Nullable String role,
            @Nullable String group) {
        @Override
        public String toString() {
            return "NewUser[username=" + username + ", role=" + role + "]";
        }
    }

    public UsersResource(Users users, Sessions sessions, Quotas quotas, Shares shares) {
        this.shares = shares;
        this.users = users;
        this.sessions = sessions;
        this.quotas = quotas;
    }

    @GET
    public List<UserJson> list() {
        var groups = quotas.groups();
        return users.list().stream()
                .map(user -> UserJson.of(user, groups.get(user.username())))
                .toList();
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
        if (body.group() != null) {
            quotas.assign(user.username(), groupOf(body.group()));
        }
        return Response.status(Response.Status.CREATED)
                .header("Location", "users/" + user.username())
                .entity(UserJson.of(user, quotas.groups().get(user.username())))
                .build();
    }

    /** What to change; an empty group takes the user out of it. */
    public record UserChange(@Nullable String group) {}

    @PATCH
    @Path("/{username}")
    public UserJson change(@PathParam("username") String username, @Nullable UserChange change) {
        User user = find(username);
        String group = Fields.body(change).group();
        if (group == null) {
            throw ApiException.invalid("group", "Say what to change: group, empty for none.");
        }
        quotas.assign(user.username(), groupOf(group));
        return UserJson.of(user, groupOf(group));
    }

    private static @Nullable String groupOf(String text) {
        return text.isEmpty() ? null : text;
    }

    private User find(String username) {
        return users.find(username)
                .orElseThrow(() -> ApiException.notFound("user_not_found", "There is no user of this name."));
    }

    /** Also ends the user's sessions: nobody could reach them any more. */
    @DELETE
    @Path("/{username}")
    public Response delete(@PathParam("username") String username, @Context SecurityContext context) {
        User user = find(username);
        if (user.username().equals(Caller.of(context).getName())) {
            throw ApiException.conflict(
                    "own_account", "You cannot remove your own account. Ask another administrator.");
        }
        users.delete(user.username());
        shares.removeAllOf(user.username());
        endSessions(user.username());
        quotas.assign(user.username(), null);
        quotas.remove(Quota.Subject.user(user.username()));
        return Response.noContent().build();
    }

    private void endSessions(String owner) {
        var living = EnumSet.complementOf(EnumSet.of(SessionState.TERMINATING, SessionState.TERMINATED));
        // What is being ended is not on the next page any more.
        for (var page = page(owner, living); !page.isEmpty(); page = page(owner, living)) {
            page.forEach(session -> sessions.terminate(session.id()));
        }
    }

    private List<Session> page(String owner, Set<SessionState> states) {
        return sessions.list(new SessionQuery(owner, states, null, PAGE, null)).items();
    }
}
