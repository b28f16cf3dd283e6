package io.streamspace.server.users;

import io.streamspace.protocol.WireNames;
import java.util.Arrays;
import java.util.Optional;

/** What a person may do. */
public enum Role {
    /** Everything, on everybody's sessions. */
    ADMIN,
    /** Their own sessions. */
    USER;

    /** The name in the API, in tokens and in the database. */
    public String wireName() {
        return WireNames.of(this);
    }

    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }
}
