package io.streamspace.benchmarks.micro;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.peer.TunnelSetup;
import io.streamspace.benchmarks.peer.Variant;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole relay on real sockets, hub and agent in a process each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RelayBenchmark {
    private static final int PICTURE_BYTES = 1 << 20;
    private static final int EVENT_BYTES = 6;

    private final byte[] picture = new byte[PICTURE_BYTES];
    private final byte[] event = new byte[EVENT_BYTES];
    private @Nullable Desktops desktops;
    private @Nullable StreamSpace tunnel;
    private @Nullable Connection source;
    private @Nullable Connection echo;

    /** Starts the processes and opens two streams. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        Desktops started = Desktops.start();
        desktops = started;
        StreamSpace open = StreamSpace.start(started, TunnelSetup.of(Variant.PLAIN));
        tunnel = open;
        echo = open.open(Service.ECHO);
        Connection endless = open.open(Service.SOURCE);
        endless.send(SourceRequest.endless(0).encoded());
        source = endless;
    }

    /** Ends them. */
    @TearDown(Level.Trial)
    public void stop() throws Exception {
        for (AutoCloseable part : new @Nullable AutoCloseable[] {source, echo, tunnel, desktops}) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** A mebibyte of pictures. */
    @Benchmark
    public void picture() throws IOException {
        if (source != null) {
            source.readFully(picture);
        }
    }

    /** An event there and back, beside the other stream's pictures, which nobody reads meanwhile. */
    @Benchmark
    public void event() throws IOException {
        if (echo != null) {
            echo.send(event);
            echo.readFully(event);
        }
    }
}
