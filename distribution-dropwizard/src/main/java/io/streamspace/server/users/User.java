package io.streamspace.server.users;

import java.time.Instant;

/**
 * An account.
 *
 * @param tokenVersion tokens of an earlier version are worth nothing
 */
public record User(String username, Role role, long tokenVersion, Instant createdAt) {
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }
}
