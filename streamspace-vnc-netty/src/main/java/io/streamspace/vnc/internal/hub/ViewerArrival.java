package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The WebSocket of a viewer that comes back, until it has said which stream it wants to continue (rule P-6.7). */
final class ViewerArrival implements StreamEvents {
    private final HubContext hub;
    private final ViewerGrant grant;
    private final ViewerLeg leg;
    private final Future<?> deadline;
    private boolean decided;

    private ViewerArrival(HubContext hub, ViewerGrant grant, ViewerLeg leg) {
        this.hub = hub;
        this.grant = grant;
        this.leg = leg;
        this.deadline = leg.connection()
                .eventLoop()
                .schedule(
                        () -> leg.connection().close(CloseCode.VIEWER_PROTOCOL_ERROR),
                        hub.settings().readyTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /** Waits for what the viewer says; on its event loop. */
    static void await(HubContext hub, ViewerGrant grant, ViewerLeg leg) {
        leg.connection().owner(new ViewerArrival(hub, grant, leg));
    }

    @Override
    public void message(StreamConnection connection, StreamMessage message) {
        if (!decided && message instanceof StreamMessage.Rejoin said) {
            decided = true;
            deadline.cancel(false);
            rejoin(connection, said);
        } else {
            connection.violation("A viewer that comes back says rejoin first, and then waits.");
        }
    }

    private void rejoin(StreamConnection connection, StreamMessage.Rejoin said) {
        ViewerStream known = hub.streams().find(said.streamId());
        if (known == null) {
            rejoinUnknown(connection, said);
        } else if (known instanceof RelayedStream stream && stream.isContinuedBy(grant, said.resumeKey())) {
            stream.viewerCame(leg, grant, said.received());
        } else {
            connection.close(CloseCode.STREAM_LOST);
        }
    }

    /** The agent of a stream that this hub has never had may be on its way here too. */
    private void rejoinUnknown(StreamConnection connection, StreamMessage.Rejoin said) {
        Integer end = hub.streams().endOf(said.streamId());
        if (end == null) {
            hub.rendezvous().viewer(hub, leg, grant, said);
        } else {
            connection.close(missed(end));
        }
    }

    /** What the viewer would have been told if it had been there. */
    private static CloseCode missed(@Nullable Integer code) {
        return CloseCode.of(code == null ? 0 : code)
                .filter(known -> known.audience() == CloseCode.Audience.VIEWER)
                .orElse(CloseCode.STREAM_LOST);
    }

    @Override
    public void bytes(StreamConnection connection, ByteBuf piece) {
        piece.release();
        connection.violation("A viewer that comes back says rejoin first, and then waits.");
    }

    @Override
    public void readComplete(StreamConnection connection) {}

    @Override
    public void writabilityChanged(StreamConnection connection) {}

    @Override
    public void closed(StreamConnection connection, int code, String reason) {
        deadline.cancel(false);
    }
}
