package io.streamspace.protocol;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The versions of the protocol that ever were, oldest first. A hub serves agents from two versions below its own to one above; in force is
 * the lower of the two (rules P-3.1 to P-3.3).
 */
public enum ProtocolVersion {
    /** Control link, stream connections with resume, inventory. */
    V1(1, LocalDate.of(2026, 11, 21));

    /** What this build speaks. */
    public static final ProtocolVersion CURRENT = V1;

    private static final int OLDEST_SERVED_BELOW_CURRENT = 2;
    private static final int NEWEST_SERVED_ABOVE_CURRENT = 1;

    private final int number;
    private final LocalDate since;

    ProtocolVersion(int number, LocalDate since) {
        this.number = number;
        this.since = since;
    }

    /** The integer on the wire. */
    public int number() {
        return number;
    }

    /** The day on which this version was fixed. */
    public LocalDate since() {
        return since;
    }

    /**
     * The version that a hub of this build and an agent that announces {@code agentVersion} speak.
     *
     * @throws ProtocolException with {@link ProtocolException.Code#UNSUPPORTED_VERSION} and a sentence that names the side to upgrade
     */
    public static ProtocolVersion negotiate(int agentVersion) {
        if (!serves(CURRENT.number, agentVersion)) {
            throw new ProtocolException(
                    ProtocolException.Code.UNSUPPORTED_VERSION,
                    "The agent speaks protocol version " + agentVersion + ", this hub " + CURRENT.number
                            + ". Upgrade the " + (agentVersion < CURRENT.number ? "agent." : "hub."));
        }
        return of(Math.min(agentVersion, CURRENT.number));
    }

    /** Whether a hub of version {@code hub} serves an agent of version {@code agent} (rule P-3.2). */
    static boolean serves(int hub, int agent) {
        return agent >= Math.max(1, hub - OLDEST_SERVED_BELOW_CURRENT) && agent <= hub + NEWEST_SERVED_ABOVE_CURRENT;
    }

    private static ProtocolVersion of(int number) {
        return Arrays.stream(values())
                .filter(v -> v.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no protocol version " + number));
    }
}
