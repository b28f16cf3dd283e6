package io.streamspace.examples.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One lock per session, so that a slow verb holds up its own session only; a lock nobody uses is forgotten. */
final class SessionLocks {
    private final Map<String, Counted> locks = new HashMap<>();

    /** Held until closed, by the thread that took it. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Counted {
        final ReentrantLock lock = new ReentrantLock();
        int users;
    }

    Held hold(String sessionId) throws InterruptedException {
        Counted counted;
        synchronized (locks) {
            counted = locks.computeIfAbsent(sessionId, id -> new Counted());
            counted.users++;
        }
        try {
            counted.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            leave(sessionId, counted);
            throw e;
        }
        return () -> {
            counted.lock.unlock();
            leave(sessionId, counted);
        };
    }

    private void leave(String sessionId, Counted counted) {
        synchronized (locks) {
            if (--counted.users == 0) {
                locks.remove(sessionId);
            }
        }
    }
}
