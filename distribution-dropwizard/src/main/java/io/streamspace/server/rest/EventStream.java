package io.streamspace.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionUpdate;
import io.streamspace.hub.Subscription;
import io.streamspace.protocol.state.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/**
 * One client that listens to sessions. Writes come from the hub's threads and from the heartbeat, one at a time; a
 * client that reads slowly holds back its own writer only, since the hub then keeps just the latest state for it.
 */
final class EventStream {
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final ChunkedOutput<byte[]> output = new ChunkedOutput<>(byte[].class);
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Long> versions = new HashMap<>();
    private final ObjectMapper json;
    private final boolean endsWithSession;
    private final Instant expiresAt;
    private volatile @Nullable Subscription subscription;

    /**
     * @param endsWithSession whether the stream is about one session and ends when that does
     * @param expiresAt when the client has to show a good token again
     */
    EventStream(ObjectMapper json, boolean endsWithSession, Instant expiresAt) {
        this.json = json;
        this.endsWithSession = endsWithSession;
        this.expiresAt = expiresAt;
    }

    ChunkedOutput<byte[]> output() {
        return output;
    }

    /** The subscription to end with the stream. */
    void follows(Subscription started) {
        writing.lock();
        try {
            subscription = started;
            if (output.isClosed()) {
                started.close();
            }
        } finally {
            writing.unlock();
        }
    }

    void send(SessionUpdate update) {
        switch (update) {
            case SessionUpdate.Changed changed -> send(changed.session());
            case SessionUpdate.Progress progress -> write("progress", ProgressEvent.of(progress));
        }
    }

    /** Sends a session unless the client has seen this or a newer state of it. */
    void send(Session session) {
        writing.lock();
        try {
            Long seen = versions.get(session.id());
            if (seen == null || seen < session.version()) {
                versions.put(session.id(), session.version());
                write("session", SessionJson.of(session));
                if (endsWithSession && session.state() == SessionState.TERMINATED) {
                    close();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** A comment line, so that proxies keep the connection and a client that has gone is noticed. */
    void heartbeat() {
        if (writing.tryLock()) {
            try {
                write(HEARTBEAT);
            } finally {
                writing.unlock();
            }
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    boolean isClosed() {
        return output.isClosed();
    }

    void close() {
        Subscription started = subscription;
        if (started != null) {
            started.close();
        }
        try {
            output.close();
        } catch (IOException clientGone) {
            // It is what we wanted.
        }
    }

    private void write(String event, Object data) {
        try {
            String text = "event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n";
            write(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void write(byte[] bytes) {
        writing.lock();
        try {
            if (!output.isClosed()) {
                output.write(bytes);
            }
        } catch (IOException clientGone) {
            close();
        } finally {
            writing.unlock();
        }
    }

    /** Progress with the session that it is about. */
    record ProgressEvent(
            String sessionId,
            String stage,
            String message,
            @Nullable Double fraction) {
        static ProgressEvent of(SessionUpdate.Progress update) {
            ProgressJson progress = ProgressJson.of(update.progress());
            return new ProgressEvent(update.sessionId(), progress.stage(), progress.message(), progress.fraction());
        }
    }
}
