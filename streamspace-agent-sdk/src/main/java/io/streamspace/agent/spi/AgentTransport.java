package io.streamspace.agent.spi;

import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.util.concurrent.CompletionStage;

/** The network behind an agent. The agent has its own; a simulation gives another. May be used from any thread. */
public interface AgentTransport extends AutoCloseable {
    /** Dials the control link. The listener's {@code opened} comes before the stage completes; after a failure it hears nothing. */
    CompletionStage<TextConnection> dialLink(DialRequest request, TextListener listener);

    /** Opens the agent's side of the tunnel, once. */
    AgentStreams openStreams(StreamTargets targets);

    /** Closes all connections and ends all threads; called last, not from the agent's loop. */
    @Override
    void close();
}
