package io.streamspace.protocol.message;

/** Asks the other side for a {@link Pong} with the same nonce (rule P-2.8). */
public record Ping(long nonce) implements AgentMessage, HubMessage {}
