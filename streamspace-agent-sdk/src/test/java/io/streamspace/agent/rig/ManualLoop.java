package io.streamspace.agent.rig;

import io.streamspace.agent.spi.AgentLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A loop whose time passes when the test says so. */
public final class ManualLoop implements AgentLoop, InstantSource {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private long order;

    private record Task(Instant due, long order, Runnable work) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(new Task(now, order++, task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable work) {
        var task = new Task(now.plus(delay), order++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Lets time pass and runs what falls due, in order. */
    public void advance(Duration by) {
        Instant until = now.plus(by);
        for (@Nullable Task next = tasks.peek(); next != null && !next.due().isAfter(until); next = tasks.peek()) {
            tasks.remove(next);
            now = next.due().isAfter(now) ? next.due() : now;
            next.work().run();
        }
        now = until;
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
