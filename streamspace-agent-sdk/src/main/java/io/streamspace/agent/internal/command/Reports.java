package io.streamspace.agent.internal.command;

import io.streamspace.protocol.message.AgentMessage;

/** Where the agent's messages go. On the agent's loop. */
public interface Reports {
    /** Sends the message if the link is up; says whether it was. */
    boolean send(AgentMessage message);

    /** Sends a message that may be left out, if the link is up and has nothing better to do. */
    void sendIfIdle(AgentMessage message);
}
