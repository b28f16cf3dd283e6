package io.streamspace.agent.internal.link;

import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.ws.TextConnection;
import java.time.Duration;

/** What {@link LinkMachine} has others do. Called on the agent's loop; none of it blocks. */
public interface LinkEffects {
    /** Make a connection; answered by {@code dialled} or {@code dialFailed} with the same number. */
    void dial(long dial);

    /** Take the inventory and send the hello; answered by {@code greetFailed} where that cannot be done. */
    void greet(TextConnection connection);

    /** Write one message. */
    void send(TextConnection connection, AgentMessage message);

    /** Write a heartbeat. */
    void heartbeat(TextConnection connection);

    /** Close a connection. */
    void close(TextConnection connection, int code, String reason);

    /** Call {@code timer(token)} after the delay; replaces the timer before. */
    void timer(long token, Duration delay);

    /** The link is up. */
    void online(TextConnection connection, Welcome welcome);

    /** The link that was up is down. */
    void offline();

    /** A command, cancel or stream request came. */
    void deliver(HubMessage message);

    /** Something happened that an operator should know; {@code problem} is a sentence. */
    void troubled(String problem);

    /** The link has ended for good. */
    void ended(String reason);
}
