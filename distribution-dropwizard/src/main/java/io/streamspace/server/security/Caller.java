package io.streamspace.server.security;

import io.streamspace.server.users.Role;
import io.streamspace.server.users.User;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a request.
 *
 * @param expiresAt when the token is worth nothing any more
 */
public record Caller(User user, Instant expiresAt, boolean secure) implements Principal, SecurityContext {
    /** The caller of a request that {@link AuthenticationFilter} let in. */
    public static Caller of(SecurityContext context) {
        if (context.getUserPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("The resource is open to everybody and has no caller");
    }

    @Override
    public String getName() {
        return user.username();
    }

    public boolean isAdmin() {
        return user.isAdmin();
    }

    /** Whether something of {@code owner} is theirs to see and to change. */
    public boolean mayUse(String owner) {
        return isAdmin() || owner.equals(user.username());
    }

    @Override
    public Principal getUserPrincipal() {
        return this;
    }

    @Override
    public boolean isUserInRole(String role) {
        return Role.ofWireName(role).filter(user.role()::equals).isPresent();
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
        return "Bearer";
    }
}
