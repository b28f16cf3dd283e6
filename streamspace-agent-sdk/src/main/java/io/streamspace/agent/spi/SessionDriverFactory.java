package io.streamspace.agent.spi;

import java.util.List;
import java.util.Optional;

/** Makes the driver of one platform; found by {@link java.util.ServiceLoader}. Has a public constructor without arguments. */
public interface SessionDriverFactory {
    /** The platform's name as it stands in templates, agents and the API, such as {@code docker}. */
    String platform();

    /** The driver's version, for the operator. */
    String version();

    /** What can be configured; the agent program documents and passes these by name. */
    List<DriverOption> options();

    /**
     * Whether this machine has what the driver needs, said without changing anything and within a second.
     *
     * @return empty where it can run, else a sentence that says what is missing and how to get it
     */
    Optional<String> missing(DriverContext context);

    /**
     * Opens the driver.
     *
     * @throws DriverException where the platform cannot be used, with a sentence that says what to do
     */
    SessionDriver open(DriverContext context) throws DriverException;
}
