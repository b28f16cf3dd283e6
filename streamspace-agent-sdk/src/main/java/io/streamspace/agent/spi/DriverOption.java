package io.streamspace.agent.spi;

/**
 * One setting of a driver.
 *
 * @param name as in {@code --driver.NAME=value} and in {@link DriverContext#option}
 * @param description one sentence for the operator
 * @param defaultValue what holds where nothing is set; may be empty
 */
public record DriverOption(String name, String description, String defaultValue) {}
