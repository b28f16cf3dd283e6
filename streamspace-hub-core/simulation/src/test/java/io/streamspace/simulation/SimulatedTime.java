package io.streamspace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one clock of a simulation and all that is still to happen. Events play in the order of their time; which of several of one moment comes
 * first is the seed's choice. Time stands still while an event plays. Used by one thread at a time, the one that has the turn.
 */
final class SimulatedTime implements InstantSource {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Comparator<Event> ORDER = Comparator.comparing((Event event) -> event.at)
            .thenComparingInt(event -> event.lot)
            .thenComparingLong(event -> event.number);

    private final RandomGenerator lots;
    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private Instant now = BEGIN;
    private long made;
    private long played;

    /** Something that will happen unless it is cancelled. */
    static final class Event {
        private final Instant at;
        private final int lot;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        private Event(Instant at, int lot, long number, Runnable task) {
            this.at = at;
            this.lot = lot;
            this.number = number;
            this.task = task;
        }

        void cancel() {
            cancelled = true;
        }

        void play() {
            task.run();
        }
    }

    SimulatedTime(RandomGenerator lots) {
        this.lots = lots;
    }

    @Override
    public Instant instant() {
        return now;
    }

    Event after(Duration delay, Runnable task) {
        return at(delay.isNegative() ? now : now.plus(delay), task);
    }

    Event at(Instant when, Runnable task) {
        var event = new Event(when.isBefore(now) ? now : when, lots.nextInt(), made++, task);
        events.add(event);
        return event;
    }

    /** Takes the next event and moves the clock to it; null where nothing is left to happen. */
    @Nullable
    Event next() {
        for (var event = events.poll(); event != null; event = events.poll()) {
            if (!event.cancelled) {
                now = event.at;
                played++;
                return event;
            }
        }
        return null;
    }

    /** How many events have happened. */
    long played() {
        return played;
    }
}
