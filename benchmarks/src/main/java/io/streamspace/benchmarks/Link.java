package io.streamspace.benchmarks;

import io.streamspace.benchmarks.wire.Counted;
import io.streamspace.benchmarks.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A wire that is laid when the hub's port is known. */
final class Link implements Counted, AutoCloseable {
    private final long bytesPerSecond;
    private final long delayMillis;
    private @Nullable Wire wire;

    Link(long bytesPerSecond, long delayMillis) {
        this.bytesPerSecond = bytesPerSecond;
        this.delayMillis = delayMillis;
    }

    /** Lays it, and says where agents connect. */
    int between(int hubPort) {
        try {
            Wire laid = Wire.to(hubPort, bytesPerSecond, delayMillis);
            wire = laid;
            return laid.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets all connections over it. */
    void cut() {
        laid().cut();
    }

    @Override
    public long fromCallers() {
        return laid().fromCallers();
    }

    @Override
    public long toCallers() {
        return laid().toCallers();
    }

    private Wire laid() {
        Wire current = wire;
        if (current == null) {
            throw new IllegalStateException("there is no tunnel over this link yet");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
    }
}
