package io.streamspace.benchmarks.desktop;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One connection to a desktop, until its end. */
final class Conversation {
    private static final int BUFFER = 1 << 17;
    private static final byte[] CHUNK = new byte[1 << 16];
    private static final byte[] GREETING = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final double NANOS_PER_SECOND = 1e9;

    static {
        new Random(1).nextBytes(CHUNK);
    }

    private final InputStream in;
    private final OutputStream out;
    private final Received received;

    Conversation(InputStream in, OutputStream out, Received received) {
        this.in = in;
        this.out = out;
        this.received = received;
    }

    void hold(Service service) throws IOException {
        switch (service) {
            case SOURCE -> send(SourceRequest.read(in));
            case SINK -> count(new DataInputStream(in).readLong());
            case ECHO -> in.transferTo(out);
            case PARKED -> greet();
            case GREETING -> {
                greet();
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private void greet() throws IOException {
        out.write(GREETING);
    }

    private void count(long name) throws IOException {
        AtomicLong counter = received.counter(name);
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            counter.addAndGet(count);
        }
    }

    private void send(SourceRequest request) throws IOException {
        long start = System.nanoTime();
        long sent = 0;
        while (sent < request.bytes()) {
            int count = (int) Math.min(CHUNK.length, request.bytes() - sent);
            out.write(CHUNK, 0, count);
            sent += count;
            if (request.bytesPerSecond() > 0) {
                long due = start + (long) (sent * NANOS_PER_SECOND / request.bytesPerSecond());
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }
}
