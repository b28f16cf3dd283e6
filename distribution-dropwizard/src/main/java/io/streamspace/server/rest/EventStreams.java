package io.streamspace.server.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.lifecycle.Managed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * All clients that listen to sessions. None of them costs a thread while nothing happens: one timer starts a virtual
 * thread for each heartbeat. When the server begins to stop they are closed, or its drain would wait for them.
 */
public final class EventStreams implements Managed, LifeCycle.Listener {
    private static final long HEARTBEAT_SECONDS = 15;

    private final Sessions sessions;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("streamspace-events").factory());

    public EventStreams(Sessions sessions, ObjectMapper json, InstantSource clock) {
        this.sessions = sessions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Subscribes first and reads then, so that nothing falls between; the stream sorts out what comes twice.
     *
     * @param expiresAt when the listener's token is worth nothing any more and the stream ends
     */
    EventStream open(SessionFilter filter, Instant expiresAt, Supplier<List<Session>> present) {
        EventStream stream = new EventStream(json, filter.sessionId() != null, expiresAt);
        stream.follows(sessions.subscribe(filter, stream::send));
        try {
            present.get().forEach(stream::send);
        } catch (RuntimeException failed) {
            stream.close();
            throw failed;
        }
        streams.add(stream);
        return stream;
    }

    /** Shows on the metrics how many clients listen. */
    public void countIn(MeterRegistry meters) {
        Gauge.builder("streamspace.server.event.streams", streams, Set::size)
                .description("clients that listen to sessions")
                .register(meters);
    }

    @Override
    public void start() {
        timer.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        timer.scheduleAtFixedRate(this::endExpired, 1, 1, TimeUnit.SECONDS);
    }

    private void endExpired() {
        Instant now = clock.instant();
        streams.stream()
                .filter(stream -> stream.isOver(now))
                .forEach(stream -> Thread.startVirtualThread(stream::close));
    }

    private void beat() {
        streams.removeIf(EventStream::isClosed);
        streams.forEach(stream -> Thread.startVirtualThread(stream::heartbeat));
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        streams.forEach(EventStream::close);
        streams.clear();
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
