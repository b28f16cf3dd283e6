package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what the engine does by itself (D-502). Events only say where to look; what is told is how the session looks then. Two subscriptions are
 * needed, since a filter by label has the engine tell of containers only. Whenever a subscription begins anew, everything is looked at.
 */
final class Watches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final List<String> CONTAINER_EVENTS = List.of("die", "oom", "destroy", "pause", "unpause", "start");
    private static final List<String> NETWORK_EVENTS = List.of("disconnect", "destroy");

    private final Engine engine;
    private final String agentId;
    private final Observation observation;
    private final List<Watch> open = new CopyOnWriteArrayList<>();

    Watches(Engine engine, String agentId, Observation observation) {
        this.engine = engine;
        this.agentId = agentId;
        this.observation = observation;
    }

    /** Watches until the result is closed. */
    AutoCloseable open(SessionListener listener) {
        var watch = new Watch(listener);
        open.add(watch);
        return watch;
    }

    @Override
    public void close() {
        open.forEach(Watch::close);
    }

    private final class Watch implements AutoCloseable {
        private final SessionListener listener;
        private final List<EventStream> streams;

        Watch(SessionListener listener) {
            this.listener = listener;
            streams = List.of(
                    new EventStream(
                            engine,
                            command -> command.withEventTypeFilter("container")
                                    .withEventFilter(CONTAINER_EVENTS.toArray(String[]::new))
                                    .withLabelFilter(Map.of(Labels.AGENT, agentId)),
                            attributes -> look(Labels.session(attributes), Labels.generation(attributes)),
                            this::lookAtAll),
                    new EventStream(
                            engine,
                            command -> command.withEventTypeFilter("network")
                                    .withEventFilter(NETWORK_EVENTS.toArray(String[]::new)),
                            this::networkChanged,
                            () -> {}));
        }

        /** A network's events carry no labels, but its name, which only sessions' networks have. */
        private void networkChanged(Map<String, String> attributes) {
            if (attributes.getOrDefault("name", "").startsWith(Names.PREFIX)) {
                lookAtAll();
            }
        }

        private void look(String sessionId, long generation) {
            if (!sessionId.isEmpty()) {
                attempt(() -> listener.changed(observation.afterChange(new SessionRef(sessionId, generation, null))));
            }
        }

        private void lookAtAll() {
            attempt(() -> {
                for (SessionFacts facts : observation.all()) {
                    listener.changed(facts);
                }
            });
        }

        @Override
        public void close() {
            streams.forEach(EventStream::close);
            open.remove(this);
        }
    }

    /** A look at the engine. */
    private interface Look {
        void run() throws DriverException, InterruptedException;
    }

    /** What cannot be looked at now will be looked at when the subscription begins anew, and by the agent's own list. */
    private static void attempt(Look look) {
        try {
            look.run();
        } catch (DriverException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("A session that changed could not be looked at");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
