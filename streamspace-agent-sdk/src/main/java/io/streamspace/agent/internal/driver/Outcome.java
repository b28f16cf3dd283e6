package io.streamspace.agent.internal.driver;

import io.streamspace.agent.spi.DriverException;

/** How a call of the driver ended. */
public sealed interface Outcome<T> {
    /** With a result. */
    record Done<T>(T value) implements Outcome<T> {}

    /** With a failure; an interrupted call is one of kind {@code INTERRUPTED}. */
    record Failed<T>(DriverException error) implements Outcome<T> {}
}
