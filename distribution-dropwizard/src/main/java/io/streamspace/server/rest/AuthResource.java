package io.streamspace.server.rest;

import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import io.streamspace.server.users.LoginLimits;
import io.streamspace.server.users.Tokens;
import io.streamspace.server.users.User;
import io.streamspace.server.users.Users;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log in, stay logged in, change the password. */
@Path("/api/v1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AuthResource {
    private static final Logger LOG = LoggerFactory.getLogger(AuthResource.class);

    private final Users users;
    private final Tokens tokens;
    private final LoginLimits limits;

    /** Name and password. */
    public record LoginRequest(
            @Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "LoginRequest[username=" + username + "]";
        }
    }

    /** Old and new password. */
    public record PasswordRequest(
            @Nullable String oldPassword, @Nullable String newPassword) {
        @Override
        public String toString() {
            return "PasswordRequest[]";
        }
    }

    record Login(String token, Instant expiresAt, UserJson user) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    public AuthResource(Users users, Tokens tokens, LoginLimits limits) {
        this.users = users;
        this.tokens = tokens;
        this.limits = limits;
    }

    @POST
    @Path("/login")
    @PermitAll
    public Response login(@Nullable LoginRequest request, @Context HttpServletRequest http) {
        LoginRequest body = Fields.body(request);
        String username = Fields.required("username", body.username());
        String password = Fields.required("password", body.password());
        String address = http.getRemoteAddr();
        if (!limits.tryAttempt(username, address)) {
            long seconds = limits.retryAfter().toSeconds();
            return Response.fromResponse(new ApiException(
                                    429,
                                    "too_many_attempts",
                                    "Too many attempts to log in. Wait a minute and try again.")
                            .response())
                    .header("Retry-After", seconds)
                    .build();
        }
        User user = users.authenticate(username, password).orElseThrow(() -> {
            LOG.atInfo().addKeyValue("address", address).log("A log-in was refused");
            return ApiException.unauthorized("wrong_credentials", "User name or password is wrong.");
        });
        limits.succeeded(username, address);
        return Response.ok(login(user)).build();
    }

    @POST
    @Path("/refresh")
    public Response refresh(@Context SecurityContext context) {
        return Response.ok(login(Caller.of(context).user())).build();
    }

    @GET
    @Path("/me")
    public Response me(@Context SecurityContext context) {
        return Response.ok(UserJson.of(Caller.of(context).user())).build();
    }

    @POST
    @Path("/password")
    public Response changePassword(
            @Nullable PasswordRequest request, @Context SecurityContext context, @Context HttpServletRequest http) {
        PasswordRequest body = Fields.body(request);
        User user = Caller.of(context).user();
        String oldPassword = Fields.required("old_password", body.oldPassword());
        String newPassword = Fields.required("new_password", body.newPassword());
        if (!limits.tryAttempt(user.username(), http.getRemoteAddr())) {
            throw new ApiException(429, "too_many_attempts", "Too many attempts. Wait a minute and try again.");
        }
        users.changePassword(user, oldPassword, newPassword);
        limits.succeeded(user.username(), http.getRemoteAddr());
        return Response.noContent().build();
    }

    private Login login(User user) {
        Tokens.Token token = tokens.issue(user);
        return new Login(token.value(), token.expiresAt(), UserJson.of(user));
    }
}
