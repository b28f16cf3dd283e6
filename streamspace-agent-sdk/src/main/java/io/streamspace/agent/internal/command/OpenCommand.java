package io.streamspace.agent.internal.command;

import io.streamspace.protocol.message.Command;

/** A command that has no result yet. On the agent's loop. */
interface OpenCommand {
    Command command();

    /** Gives it up, with the answer that the reason asks for. */
    void giveUp(Revocation why);
}
