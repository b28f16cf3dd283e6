package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.stream.StreamMessage;
import io.streamspace.vnc.internal.stream.StreamConnection;
import io.streamspace.vnc.internal.stream.StreamEvents;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream connection between its upgrade and its use: it has to say in time what it is for, then it waits in the pool. */
final class AgentStreamArrival implements StreamEvents {
    private final HubContext hub;
    private final String agentId;
    private @Nullable Future<?> deadline;
    private boolean ready;

    AgentStreamArrival(HubContext hub, String agentId) {
        this.hub = hub;
        this.agentId = agentId;
    }

    void opened(StreamConnection connection) {
        deadline = connection
                .eventLoop()
                .schedule(
                        () -> connection.close(CloseCode.HELLO_TIMEOUT),
                        hub.settings().readyTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void message(StreamConnection connection, StreamMessage message) {
        stopDeadline();
        if (ready) {
            connection.violation("an idle stream connection has nothing to say");
            return;
        }
        switch (message) {
            case StreamMessage.Ready said -> ready(connection, said);
            case StreamMessage.Resume said -> resume(connection, said);
            case StreamMessage.Open wrong -> first(connection);
            case StreamMessage.Opened wrong -> first(connection);
            case StreamMessage.Refused wrong -> first(connection);
            case StreamMessage.Ack wrong -> first(connection);
            case StreamMessage.Eof wrong -> first(connection);
            case StreamMessage.Resumed wrong -> first(connection);
            case StreamMessage.Gone wrong -> first(connection);
            case StreamMessage.Suspend wrong -> first(connection);
            case StreamMessage.Suspended wrong -> first(connection);
            case StreamMessage.Skip wrong -> first(connection);
            case StreamMessage.Remember wrong -> first(connection);
            case StreamMessage.OfViewer wrong -> first(connection);
        }
    }

    private static void first(StreamConnection connection) {
        connection.violation("the first message must be ready or resume");
    }

    private void ready(StreamConnection connection, StreamMessage.Ready said) {
        if (mayUse(connection, said.agentId(), said.epoch())) {
            ready = true;
            hub.pools().of(agentId).offer(connection, said.epoch(), said.streamId());
        }
    }

    private void resume(StreamConnection connection, StreamMessage.Resume said) {
        if (!mayUse(connection, said.agentId(), said.epoch())) {
            return;
        }
        ready = true;
        ViewerStream known = hub.streams().find(said.streamId());
        if (known == null) {
            resumeUnknown(connection, said);
        } else if (known.isContinuedBy(agentId, said.resumeKey())) {
            switch (known) {
                case HubStream stream -> stream.resume(connection, said.received());
                case RelayedStream stream -> stream.agentCame(connection, said);
            }
        } else {
            HubStream.gone(connection);
        }
    }

    /** The viewer of a stream that this hub has never had may be on its way here too. */
    private void resumeUnknown(StreamConnection connection, StreamMessage.Resume said) {
        if (said.viewer() == null || hub.streams().endOf(said.streamId()) != null) {
            HubStream.gone(connection);
        } else {
            hub.rendezvous().agent(hub, agentId, connection, said);
        }
    }

    private boolean mayUse(StreamConnection connection, String saidAgent, long epoch) {
        if (!saidAgent.equals(agentId)) {
            connection.violation("the connection belongs to another agent");
            return false;
        }
        if (!hub.host().isCurrent(agentId, epoch)) {
            connection.close(CloseCode.EPOCH_STALE);
            return false;
        }
        return true;
    }

    @Override
    public void bytes(StreamConnection connection, ByteBuf piece) {
        piece.release();
        connection.violation("bytes before the stream is open");
    }

    @Override
    public void readComplete(StreamConnection connection) {}

    @Override
    public void writabilityChanged(StreamConnection connection) {}

    @Override
    public void closed(StreamConnection connection, int code, String reason) {
        stopDeadline();
        hub.pools().of(agentId).remove(connection);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
