package io.streamspace.hub.internal.agent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one link one after the other, in order, on threads that may block. Bounded: an agent that sends faster than the database
 * takes it loses its link and not the hub's memory.
 */
final class Mailbox {
    private final Executor executor;
    private final int maxTasks;
    private final long maxWeight;
    // Guarded by this.
    private final Queue<Letter> letters = new ArrayDeque<>();
    private long weight;
    private boolean running;

    private record Letter(Runnable task, int weight) {}

    Mailbox(Executor executor, int maxTasks, long maxWeight) {
        this.executor = executor;
        this.maxTasks = maxTasks;
        this.maxWeight = maxWeight;
    }

    /** False, and nothing happens, where the box is full. */
    synchronized boolean offer(int taskWeight, Runnable task) {
        if (letters.size() >= maxTasks || weight + taskWeight > maxWeight) {
            return false;
        }
        post(taskWeight, task);
        return true;
    }

    /** As {@link #offer}, also where the box is full: for the hub's own few tasks. */
    synchronized void post(Runnable task) {
        post(0, task);
    }

    private void post(int taskWeight, Runnable task) {
        letters.add(new Letter(task, taskWeight));
        weight += taskWeight;
        if (!running) {
            running = true;
            executor.execute(this::drain);
        }
    }

    private void drain() {
        for (var task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        var letter = letters.poll();
        if (letter == null) {
            running = false;
            return null;
        }
        weight -= letter.weight;
        return letter.task;
    }
}
