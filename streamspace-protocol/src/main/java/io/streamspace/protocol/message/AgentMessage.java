package io.streamspace.protocol.message;

/** What an agent says on the control link. */
public sealed interface AgentMessage
        permits Hello,
                Heartbeat,
                CommandAck,
                CommandProgress,
                CommandComplete,
                CommandFailed,
                SessionStatus,
                Ping,
                Pong,
                ErrorReport {}
