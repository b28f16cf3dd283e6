package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose ends are not both connected. An end that still is was told to say what it has, and what else it sends until then is void;
 * an end that comes back says it first of all. Once both have said so, they can be joined (rule P-5.14). On the stream's event loop.
 */
final class Suspension implements StreamEvents {
    private final Ends ends;
    private @Nullable ViewerLeg viewer;
    private @Nullable StreamConnection agent;
    private StreamMessage.@Nullable Suspended viewerHas;
    private StreamMessage.@Nullable Suspended agentHas;

    /** Hears how a suspension ends. */
    interface Ends {
        /** Both ends are here, and neither speaks until it is told to go on. */
        void complete(
                ViewerLeg viewer,
                StreamMessage.Suspended viewerHas,
                StreamConnection agent,
                StreamMessage.Suspended agentHas);

        /** The viewer's WebSocket is closed. */
        void viewerClosed(int code);

        /** The agent's connection is closed. */
        void agentClosed(int code);
    }

    Suspension(Ends ends) {
        this.ends = ends;
    }

    /** The viewer is still connected. */
    void ask(ViewerLeg leg) {
        viewer = leg;
        ask(leg.connection());
    }

    /** The agent is still connected. */
    void askAgent(StreamConnection connection) {
        agent = connection;
        ask(connection);
    }

    private void ask(StreamConnection connection) {
        connection.owner(this);
        connection.reading(true);
        connection.send(new StreamMessage.Suspend());
    }

    /** The viewer is back on another connection; gives the one that was believed to be alive. */
    @Nullable
    ViewerLeg arrived(ViewerLeg leg, long received) {
        ViewerLeg previous = viewer;
        viewer = leg;
        leg.connection().owner(this);
        viewerHas = new StreamMessage.Suspended(received, null);
        completeWhereBothAreThere();
        return previous;
    }

    /** The agent is back on another connection; gives the one that was believed to be alive. */
    @Nullable
    StreamConnection arrived(StreamConnection connection, StreamMessage.Suspended has) {
        StreamConnection previous = agent;
        agent = connection;
        connection.owner(this);
        agentHas = has;
        completeWhereBothAreThere();
        return previous;
    }

    private void completeWhereBothAreThere() {
        ViewerLeg leg = viewer;
        StreamConnection connection = agent;
        StreamMessage.Suspended atViewer = viewerHas;
        StreamMessage.Suspended atAgent = agentHas;
        if (leg != null && atViewer != null && connection != null && atAgent != null) {
            ends.complete(leg, atViewer, connection, atAgent);
        }
    }

    @Nullable
    ViewerLeg viewer() {
        return viewer;
    }

    @Nullable
    StreamConnection agent() {
        return agent;
    }

    private boolean isViewers(StreamConnection connection) {
        ViewerLeg leg = viewer;
        return leg != null && leg.connection() == connection;
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        boolean viewers = isViewers(from);
        boolean waiting = (viewers ? viewerHas : agentHas) != null;
        if (message instanceof StreamMessage.Suspended has && !waiting) {
            if (viewers) {
                viewerHas = has;
            } else {
                agentHas = has;
            }
            completeWhereBothAreThere();
        } else if (message instanceof StreamMessage.Ping && viewers) {
            from.send(new StreamMessage.Pong());
        } else if (waiting) {
            from.violation("an end that waits has nothing to say");
        }
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        piece.release();
        if ((isViewers(from) ? viewerHas : agentHas) != null) {
            from.violation("an end that waits has nothing to send");
        }
    }

    @Override
    public void readComplete(StreamConnection from) {}

    @Override
    public void writabilityChanged(StreamConnection from) {}

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        if (isViewers(from)) {
            viewer = null;
            viewerHas = null;
            ends.viewerClosed(code);
        } else if (from == agent) {
            agent = null;
            agentHas = null;
            ends.agentClosed(code);
        }
    }
}
