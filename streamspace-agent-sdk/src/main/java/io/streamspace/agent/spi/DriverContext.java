package io.streamspace.agent.spi;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent gives to a driver.
 *
 * @param agentId the agent's id; sessions of other agents on the same platform are none of the driver's business
 * @param dataDirectory where the driver may keep files; survives restarts
 * @param options the settings by the names of {@link SessionDriverFactory#options}
 * @param clock the time
 */
public record DriverContext(String agentId, Path dataDirectory, Map<String, String> options, InstantSource clock) {
    public DriverContext {
        options = Map.copyOf(options);
    }

    /** A setting's value; empty where it is not set or blank. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).filter(v -> !v.isBlank());
    }
}
