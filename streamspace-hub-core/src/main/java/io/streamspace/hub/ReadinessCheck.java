package io.streamspace.hub;

/**
 * One condition of being ready.
 *
 * @param message for the operator: that it holds, or what is wrong and what to do
 */
public record ReadinessCheck(String name, boolean ok, String message) {}
