package io.streamspace.benchmarks.desktop;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the {@link Service#SINK} has got on each of its connections. */
public final class Received {
    private final AtomicLong names = new AtomicLong();
    private final Map<Long, AtomicLong> counters = new ConcurrentHashMap<>();

    /** A name that no other connection has. */
    public long newName() {
        return names.incrementAndGet();
    }

    /** What a viewer sends first. */
    public static byte[] introduction(long name) {
        return ByteBuffer.allocate(Long.BYTES).putLong(name).array();
    }

    /** The bytes after the introduction so far. */
    public AtomicLong counter(long name) {
        return counters.computeIfAbsent(name, unknown -> new AtomicLong());
    }

    /** Nobody asks for it any more. */
    public void forget(long name) {
        counters.remove(name);
    }
}
