package io.streamspace.hub.spi;

import java.util.Optional;

/** Lets viewers in by an application's own token ({@code ?token=}) in place of a ticket. Called on a thread that may block. */
@FunctionalInterface
public interface ViewerTokens {
    /** Whose token it is; empty where it is worth nothing. */
    Optional<TokenUser> authenticate(String token);

    /**
     * The person behind a token.
     *
     * @param mayOpenAll whether sessions of others may be opened too
     */
    record TokenUser(String user, boolean mayOpenAll) {}
}
