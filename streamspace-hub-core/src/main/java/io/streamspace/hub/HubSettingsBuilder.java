package io.streamspace.hub;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Builds {@link HubSettings}; each method sets the component of its name. */
public final class HubSettingsBuilder {
    private String replicaId = "hub-1";
    private Duration heartbeatInterval = Duration.ofSeconds(30);
    private Duration heartbeatTimeout = Duration.ofSeconds(90);
    private Duration commandTimeout = Duration.ofMinutes(5);
    private Duration placementTimeout = Duration.ofMinutes(10);
    private Duration viewerIdleTimeout = Duration.ofMinutes(5);
    private int warmStreams = 2;
    private List<String> enrolmentKeys = List.of();
    private Set<String> allowedOrigins = Set.of();
    private Duration ticketLifetime = Duration.ofSeconds(30);
    private Duration reconcileInterval = Duration.ofSeconds(1);
    private Duration inventoryInterval = Duration.ofMinutes(5);
    private Duration storeRetry = Duration.ofSeconds(5);
    private List<String> secretKeys = List.of();

    HubSettingsBuilder() {}

    public HubSettingsBuilder replicaId(String value) {
        replicaId = value;
        return this;
    }

    public HubSettingsBuilder heartbeatInterval(Duration value) {
        heartbeatInterval = value;
        return this;
    }

    public HubSettingsBuilder heartbeatTimeout(Duration value) {
        heartbeatTimeout = value;
        return this;
    }

    public HubSettingsBuilder commandTimeout(Duration value) {
        commandTimeout = value;
        return this;
    }

    public HubSettingsBuilder placementTimeout(Duration value) {
        placementTimeout = value;
        return this;
    }

    public HubSettingsBuilder viewerIdleTimeout(Duration value) {
        viewerIdleTimeout = value;
        return this;
    }

    public HubSettingsBuilder warmStreams(int value) {
        warmStreams = value;
        return this;
    }

    public HubSettingsBuilder enrolmentKeys(String... values) {
        enrolmentKeys = List.of(values);
        return this;
    }

    public HubSettingsBuilder allowedOrigins(Collection<String> values) {
        allowedOrigins = Set.copyOf(values);
        return this;
    }

    public HubSettingsBuilder ticketLifetime(Duration value) {
        ticketLifetime = value;
        return this;
    }

    public HubSettingsBuilder reconcileInterval(Duration value) {
        reconcileInterval = value;
        return this;
    }

    public HubSettingsBuilder inventoryInterval(Duration value) {
        inventoryInterval = value;
        return this;
    }

    public HubSettingsBuilder storeRetry(Duration value) {
        storeRetry = value;
        return this;
    }

    public HubSettingsBuilder secretKeys(String... values) {
        secretKeys = List.of(values);
        return this;
    }

    public HubSettings build() {
        return new HubSettings(
                replicaId,
                heartbeatInterval,
                heartbeatTimeout,
                commandTimeout,
                placementTimeout,
                viewerIdleTimeout,
                warmStreams,
                enrolmentKeys,
                allowedOrigins,
                ticketLifetime,
                reconcileInterval,
                inventoryInterval,
                storeRetry,
                secretKeys);
    }
}
