package io.streamspace.hub;

import io.streamspace.hub.internal.Names;
import io.streamspace.protocol.WireNames;
import org.jspecify.annotations.Nullable;

/**
 * What the living sessions of somebody may take together: those that wait for an agent, start, run, wake or are being hibernated. A
 * session that asks for no cores or no memory takes none by these books.
 *
 * @param maxSessions null for any number, as below
 * @param maxCpu in cores
 * @param maxMemoryBytes in bytes
 */
public record Quota(
        Subject subject,
        @Nullable Integer maxSessions,
        @Nullable Double maxCpu,
        @Nullable Long maxMemoryBytes) {
    /** Whose quota it is. */
    public enum Kind {
        /** One user's own; comes before the one for every user. */
        USER,
        /** All members of a group together, beside what each of them may take. */
        GROUP,
        /** Each user who has none of their own. */
        EVERY_USER;

        /** The name in the database. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /**
     * Whose quota it is.
     *
     * @param name of the user or the group; empty for every user
     */
    public record Subject(Kind kind, String name) {
        public static final Subject EVERY_USER = new Subject(Kind.EVERY_USER, "");

        /** Checks it. @throws HubException {@code INVALID_REQUEST} */
        public Subject {
            switch (kind) {
                case USER -> {
                    if (name.isBlank()) {
                        throw wrong("A quota needs the name of its user.");
                    }
                }
                case GROUP -> Names.check(name, "The group's name");
                case EVERY_USER -> {
                    if (!name.isEmpty()) {
                        throw wrong("The quota of every user has no name.");
                    }
                }
            }
        }

        public static Subject user(String name) {
            return new Subject(Kind.USER, name);
        }

        public static Subject group(String name) {
            return new Subject(Kind.GROUP, name);
        }
    }

    /** Checks it. @throws HubException {@code INVALID_REQUEST} with a sentence about what is wrong */
    public Quota {
        if (maxSessions == null && maxCpu == null && maxMemoryBytes == null) {
            throw wrong("A quota needs at least one of max_sessions, max_cpu and max_memory. Remove it for no limit.");
        }
        if (isNegative(maxSessions) || isNegative(maxCpu) || isNegative(maxMemoryBytes)) {
            throw wrong("max_sessions, max_cpu and max_memory must not be negative.");
        }
    }

    private static boolean isNegative(@Nullable Number value) {
        return value != null && !(value.doubleValue() >= 0);
    }

    private static HubException wrong(String message) {
        return new HubException(HubException.Code.INVALID_REQUEST, message);
    }
}
