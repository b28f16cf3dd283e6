package io.streamspace.agent.election;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in true time, which no candidate knows. */
final class SimulatedTime {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::order));
    private long now;
    private long order;

    private record Event(long due, long order, Runnable work) {}

    long now() {
        return now;
    }

    void at(long due, Runnable work) {
        events.add(new Event(Math.max(due, now), order++, work));
    }

    void after(Duration delay, Runnable work) {
        at(now + delay.toNanos(), work);
    }

    /** Runs what happens until then; {@code check} runs after each event. */
    void runUntil(long end, Runnable check) {
        for (Event next = events.peek(); next != null && next.due() <= end; next = events.peek()) {
            events.remove();
            now = next.due();
            next.work().run();
            check.run();
        }
        now = end;
    }
}
