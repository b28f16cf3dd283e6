package io.streamspace.hub.testing;

import io.streamspace.hub.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until it is advanced, and timers that follow it. */
public final class ManualTime implements InstantSource, Timers {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private long number;

    private record Task(Instant at, long number, Runnable run) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable run) {
        var task = new Task(now.plus(delay), number++, run);
        tasks.add(task);
        return () -> cancel(task);
    }

    /** In real time: what waits is on a thread of its own and does not move the clock. */
    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Moves the clock on and runs what falls due by then, in order, each at its own time. */
    public void advance(Duration duration) {
        var until = instant().plus(duration);
        for (var task = next(until); task != null; task = next(until)) {
            task.run.run();
        }
    }

    private synchronized @Nullable Task next(Instant until) {
        var task = tasks.peek();
        if (task == null || task.at.isAfter(until)) {
            now = until;
            return null;
        }
        tasks.poll();
        if (task.at.isAfter(now)) {
            now = task.at;
        }
        return task;
    }
}
