package io.streamspace.server.security;

import io.streamspace.server.http.ApiException;
import io.streamspace.server.users.Tokens;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets in who brings a good token. Everything is closed unless its method or class says {@link PermitAll};
 * {@link RolesAllowed} narrows further.
 */
@Priority(Priorities.AUTHENTICATION)
public final class AuthenticationFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    @Context
    @SuppressWarnings("NullAway.Init") // a proxy of the current request, set by Jersey
    private ResourceInfo resource;

    public AuthenticationFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (annotation(PermitAll.class).isPresent()) {
            return;
        }
        Tokens.Login login = bearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(tokens::check)
                .orElseThrow(() -> ApiException.unauthorized(
                        "unauthorized", "Log in first and send the token as Authorization: Bearer."));
        Caller caller = new Caller(
                login.user(), login.expiresAt(), request.getSecurityContext().isSecure());
        boolean allowed = annotation(RolesAllowed.class)
                .map(roles -> Arrays.stream(roles.value()).anyMatch(caller::isUserInRole))
                .orElse(true);
        if (!allowed) {
            throw ApiException.forbidden("Only an administrator may do this.");
        }
        request.setSecurityContext(caller);
    }

    /** The token in the value of an Authorization header. */
    public static Optional<String> bearerToken(@org.jspecify.annotations.Nullable String header) {
        return Optional.ofNullable(header)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(resource.getResourceMethod().getAnnotation(type))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(type)));
    }
}
