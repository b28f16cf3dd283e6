package io.streamspace.hub.internal.agent;

/** Which link of which agent. */
public record LinkId(String agentId, long epoch, String connectionId) {}
