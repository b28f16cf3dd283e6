package io.streamspace.vnc.internal.hub;

import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerPolicy;
import java.util.function.UnaryOperator;

/**
 * A viewer's stream, as the rest of the hub sees it. All methods may be called from any thread. Whether the hub itself is an end of the
 * stream or only passes it on: docs/decisions/0013-ends-of-a-stream.md.
 */
public sealed interface ViewerStream permits HubStream, RelayedStream {
    /** Its id, unique among all hubs. */
    String id();

    /** What the viewer may do. */
    ViewerGrant grant();

    /** Whether that agent has shown the stream's key. */
    boolean isContinuedBy(String agentId, String secret);

    /** The viewer as it is at the moment. */
    ConnectedViewer viewer();

    /** Changes the viewer's policy within its limits; it is in force when the stream's event loop comes to it. */
    void change(UnaryOperator<ViewerPolicy> change);

    /** Ends the stream and tells the viewer why. */
    void end(CloseCode code);
}
