package io.streamspace.agent.spi;

import org.jspecify.annotations.Nullable;

/**
 * Which session a verb is about.
 *
 * @param sessionId unique for ever; letters, digits and {@code . _ : -}, at most 128
 * @param generation grows with each change that the hub wants; for one session a driver sees it never fall
 * @param handle what {@link SessionDriver#start} returned; null where the agent never learnt it, then the driver finds the session by its id
 */
public record SessionRef(
        String sessionId, long generation, @Nullable String handle) {}
