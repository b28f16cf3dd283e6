package io.streamspace.agent.spi;

import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.vnc.StreamAccess;

/** The agent's side of the tunnel, as the agent drives it. Called on the agent's loop; none of it blocks. */
public interface AgentStreams extends AutoCloseable {
    /** The link is up: keep stream connections ready there. */
    void linkUp(StreamAccess access);

    /** The link is down; streams that are open go on as long as they can. */
    void linkDown();

    /** The hub wants one more stream connection. */
    void streamRequested(StreamRequest request);

    /** The session no longer runs: close its streams. */
    void sessionEnded(String sessionId);

    /** Stream connections that wait for a viewer. */
    int idle();

    /** Closes all streams. */
    @Override
    void close();
}
