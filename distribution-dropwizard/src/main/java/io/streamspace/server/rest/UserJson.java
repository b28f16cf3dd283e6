package io.streamspace.server.rest;

import io.streamspace.server.users.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link User} in the API. */
record UserJson(String username, String role, @Nullable String group, Instant createdAt) {
    static UserJson of(User user) {
        return of(user, null);
    }

    static UserJson of(User user, @Nullable String group) {
        return new UserJson(user.username(), user.role().wireName(), group, user.createdAt());
    }
}
