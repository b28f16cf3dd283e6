package io.streamspace.driver.docker;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.EventsCmd;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to the engine's events that begins anew when it ends, as when the engine is restarted. Events are handled one after the other on a
 * thread of the stream's own.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Engine engine;
    private final UnaryOperator<EventsCmd> filter;
    private final Consumer<Map<String, String>> event;
    private final Runnable begun;
    private final Thread thread;

    /**
     * @param event gets the attributes of what an event is about
     * @param begun is called whenever events may have been missed
     */
    EventStream(Engine engine, UnaryOperator<EventsCmd> filter, Consumer<Map<String, String>> event, Runnable begun) {
        this.engine = engine;
        this.filter = filter;
        this.event = event;
        this.begun = begun;
        this.thread = Thread.ofVirtual().name("docker-driver-events").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (true) {
                boolean heard = follow();
                pause = heard ? SHORTEST_PAUSE : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("The engine is not watched any more");
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Returns when the subscription has ended; whether it had begun. */
    private boolean follow() throws InterruptedException {
        boolean heard = false;
        try (var subscription = new Subscription()) {
            filter.apply(engine.client().eventsCmd()).exec(subscription);
            while (true) {
                Signal signal = subscription.signals.take();
                switch (signal) {
                    case Begun news -> {
                        heard = true;
                        begun.run();
                    }
                    case Happened news -> event.accept(news.attributes());
                    case Ended news -> {
                        return heard;
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug()
                    .addKeyValue("reason", e.getMessage())
                    .log("The engine's events are not to be had; trying again");
            return heard;
        }
    }

    /** What comes in over a subscription. */
    private sealed interface Signal {}

    private record Begun() implements Signal {}

    /** @param attributes of what an event is about */
    private record Happened(Map<String, String> attributes) implements Signal {}

    private record Ended() implements Signal {}

    /** Takes what the client's own thread tells. */
    private static final class Subscription extends ResultCallbackTemplate<Subscription, Event> {
        private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            signals.add(new Begun());
        }

        @Override
        public void onNext(Event event) {
            if (event.getActor() != null && event.getActor().getAttributes() != null) {
                signals.add(new Happened(Map.copyOf(event.getActor().getAttributes())));
            }
        }

        @Override
        public void onError(Throwable cause) {
            LOG.atDebug().addKeyValue("reason", cause.getMessage()).log("The engine's events ended");
            signals.add(new Ended());
        }

        @Override
        public void onComplete() {
            super.onComplete();
            signals.add(new Ended());
        }
    }
}
