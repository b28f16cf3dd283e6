package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.rfb.Dropped;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import io.streamspace.vnc.internal.stream.TunnelMeters;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes a stream on between its two ends while both are connected: bytes, what was left out of them, and acknowledgements, in order, and
 * keeps nothing (rule P-5.13). Counts, so that an end that claims what cannot be is found out here. On the stream's event loop.
 */
final class Relay implements StreamEvents {
    private final StreamConnection viewer;
    private final StreamConnection agent;
    private final Breaks breaks;
    private final TunnelMeters meters;
    private final Passed toViewer;
    private final Passed toDesktop;

    /** Hears why a relay cannot go on. Called at most once for each connection. */
    interface Breaks {
        void viewerClosed(int code);

        void agentClosed(int code);

        /** The desktop has sent its last byte, which was passed on. */
        void desktopEnded();

        /** The viewer did what no viewer may do. */
        void viewerViolates(String what);

        /** The agent did what no agent may do. */
        void agentViolates(String what);
    }

    /** One direction, counted from the stream's beginning. */
    private static final class Passed {
        // Written on the event loop only.
        private final AtomicLong bytes;
        private long acknowledged;

        Passed(long received) {
            bytes = new AtomicLong(received);
            acknowledged = received;
        }

        void add(int count) {
            bytes.lazySet(bytes.get() + count);
        }

        boolean acknowledge(long received) {
            boolean possible = received >= acknowledged && received <= bytes.get();
            acknowledged = possible ? received : acknowledged;
            return possible;
        }
    }

    /** Between two ends that have received so many bytes each. */
    Relay(
            StreamConnection viewer,
            long viewerReceived,
            StreamConnection agent,
            long agentReceived,
            Breaks breaks,
            TunnelMeters meters) {
        this.viewer = viewer;
        this.agent = agent;
        this.breaks = breaks;
        this.meters = meters;
        this.toViewer = new Passed(viewerReceived);
        this.toDesktop = new Passed(agentReceived);
    }

    /** From now on both are heard here. */
    void start() {
        viewer.owner(this);
        agent.owner(this);
        viewer.reading(agent.isWritable());
        agent.reading(viewer.isWritable());
        viewer.flush();
        agent.flush();
    }

    StreamConnection viewer() {
        return viewer;
    }

    StreamConnection agent() {
        return agent;
    }

    /** Bytes of the stream that have gone to the viewer since it began; from any thread. */
    long toViewer() {
        return toViewer.bytes.get();
    }

    /** Bytes of the viewer that were passed on or left out since the stream began; from any thread. */
    long toDesktop() {
        return toDesktop.bytes.get();
    }

    /** Whether a viewer that was connected here can have received so many. */
    boolean canHaveReceived(long bytes) {
        return bytes >= toViewer.acknowledged && bytes <= toViewer.bytes.get();
    }

    private StreamConnection other(StreamConnection one) {
        return one == viewer ? agent : viewer;
    }

    @Override
    public void bytes(StreamConnection from, ByteBuf piece) {
        int count = piece.readableBytes();
        if (from == viewer) {
            meters.toDesktop(count);
            toDesktop.add(count);
            agent.write(piece);
        } else {
            meters.toViewer(count);
            toViewer.add(count);
            viewer.write(piece);
        }
    }

    @Override
    public void dropped(StreamConnection from, Dropped dropped) {
        meters.toDesktop(dropped.bytes());
        toDesktop.add(dropped.bytes());
        agent.write(new StreamMessage.Skip(dropped.bytes(), dropped.position()));
    }

    @Override
    public void message(StreamConnection from, StreamMessage message) {
        if (from == viewer) {
            fromViewer(message);
        } else {
            fromAgent(message);
        }
    }

    private void fromViewer(StreamMessage message) {
        if (message instanceof StreamMessage.Ack ack) {
            if (toViewer.acknowledge(ack.received())) {
                agent.write(ack);
            } else {
                breaks.viewerViolates("A viewer acknowledged what it cannot have received.");
            }
        } else if (message instanceof StreamMessage.Ping) {
            viewer.send(new StreamMessage.Pong());
        } else {
            breaks.viewerViolates("A viewer says ack and ping while its stream runs.");
        }
    }

    private void fromAgent(StreamMessage message) {
        if (message instanceof StreamMessage.Ack ack) {
            if (toDesktop.acknowledge(ack.received())) {
                viewer.write(ack);
            } else {
                breaks.agentViolates("more is acknowledged than was sent");
            }
        } else if (message instanceof StreamMessage.Eof) {
            breaks.desktopEnded();
        } else {
            breaks.agentViolates("an agent says ack and eof while its stream runs");
        }
    }

    @Override
    public void readComplete(StreamConnection from) {
        other(from).flush();
    }

    /** A side that takes nothing more stops the other one from being read. */
    @Override
    public void writabilityChanged(StreamConnection from) {
        boolean more = from.isWritable();
        if (!more) {
            meters.stalled();
        }
        other(from).reading(more);
    }

    @Override
    public void closed(StreamConnection from, int code, String reason) {
        if (from == viewer) {
            breaks.viewerClosed(code);
        } else {
            breaks.agentClosed(code);
        }
    }
}
