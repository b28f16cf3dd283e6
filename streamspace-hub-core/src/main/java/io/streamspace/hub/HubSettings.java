package io.streamspace.hub;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What an operator may decide. {@link #builder()} starts from the defaults.
 *
 * @param replicaId this replica's name, unique among those on one database
 * @param heartbeatInterval how often agents say how they are
 * @param heartbeatTimeout silence after which an agent counts as offline, whichever replica holds it; its link is given up sooner, after
 *     two intervals
 * @param commandTimeout how long an agent may take for a command
 * @param placementTimeout how long a session may wait for an agent that has room
 * @param viewerIdleTimeout a viewer that nobody uses for so long is disconnected; zero for never
 * @param warmStreams stream connections that each agent keeps ready
 * @param enrolmentKeys any of them enrols an agent; several, so that one can be replaced by another; none, and nobody can enrol
 * @param allowedOrigins origins of pages that may open viewers, beside the hub's own host
 * @param ticketLifetime how long a viewer's ticket is good
 * @param reconcileInterval how often deadlines are looked at and what other replicas left is picked up
 * @param inventoryInterval how often each agent is asked for all that it holds
 * @param storeRetry how long an operation is tried again while the database cannot be reached
 * @param secretKeys long random texts; of the first a key is made that encrypts the values of secret parameters, the others still decrypt;
 *     the same on every replica; none, and no session with such a value can be started
 */
public record HubSettings(
        String replicaId,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration commandTimeout,
        Duration placementTimeout,
        Duration viewerIdleTimeout,
        int warmStreams,
        List<String> enrolmentKeys,
        Set<String> allowedOrigins,
        Duration ticketLifetime,
        Duration reconcileInterval,
        Duration inventoryInterval,
        Duration storeRetry,
        List<String> secretKeys) {
    private static final int MIN_KEY_LENGTH = 16;

    /** Fewest characters of a text of which a key for secret parameters is made. */
    public static final int MIN_SECRET_KEY_LENGTH = 32;

    public HubSettings {
        Objects.requireNonNull(replicaId);
        enrolmentKeys = List.copyOf(enrolmentKeys);
        secretKeys = List.copyOf(secretKeys);
        allowedOrigins = Set.copyOf(allowedOrigins);
        positive("heartbeatInterval", heartbeatInterval);
        positive("commandTimeout", commandTimeout);
        positive("placementTimeout", placementTimeout);
        positive("ticketLifetime", ticketLifetime);
        positive("reconcileInterval", reconcileInterval);
        positive("inventoryInterval", inventoryInterval);
        if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(2)) < 0) {
            throw wrong(
                    "heartbeatTimeout must be at least twice heartbeatInterval, or one late heartbeat takes an agent offline.");
        }
        if (viewerIdleTimeout.isNegative() || storeRetry.isNegative() || warmStreams < 0) {
            throw wrong("viewerIdleTimeout, storeRetry and warmStreams must not be negative.");
        }
        if (enrolmentKeys.stream().anyMatch(key -> key.length() < MIN_KEY_LENGTH)) {
            throw wrong("An enrolment key must have at least " + MIN_KEY_LENGTH + " characters.");
        }
        if (secretKeys.stream().anyMatch(key -> key.length() < MIN_SECRET_KEY_LENGTH)) {
            throw wrong("A secret key must have at least " + MIN_SECRET_KEY_LENGTH + " characters.");
        }
    }

    /** A builder that holds the defaults. */
    public static HubSettingsBuilder builder() {
        return new HubSettingsBuilder();
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw wrong(name + " must be longer than nothing.");
        }
    }

    private static HubException wrong(String message) {
        return new HubException(HubException.Code.INVALID_REQUEST, message);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "HubSettings[replicaId=" + replicaId + ", heartbeatInterval=" + heartbeatInterval + ", heartbeatTimeout="
                + heartbeatTimeout + ", commandTimeout=" + commandTimeout + ", enrolmentKeys=" + enrolmentKeys.size()
                + "]";
    }
}
