package io.streamspace.protocol.message;

/** Answers a {@link Ping} with its nonce (rule P-2.8). */
public record Pong(long nonce) implements AgentMessage, HubMessage {}
