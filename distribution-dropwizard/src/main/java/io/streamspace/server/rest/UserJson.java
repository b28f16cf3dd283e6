package io.streamspace.server.rest;

import io.streamspace.server.users.User;
import java.time.Instant;

/** A {@link User} in the API. */
record UserJson(String username, String role, Instant createdAt) {
    static UserJson of(User user) {
        return new UserJson(user.username(), user.role().wireName(), user.createdAt());
    }
}
