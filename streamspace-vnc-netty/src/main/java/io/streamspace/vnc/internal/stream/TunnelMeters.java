package io.streamspace.vnc.internal.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streamspace.vnc.internal.rfb.DroppedBytes;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Numbers of one tunnel. The hot path only touches adders; the registry reads them when it is asked. */
public final class TunnelMeters implements DroppedBytes {
    private static final double NANOS = 1e9;

    private final LongAdder streams = new LongAdder();
    private final LongAdder toViewer = new LongAdder();
    private final LongAdder toDesktop = new LongAdder();
    private final LongAdder stalls = new LongAdder();
    private final LongAdder resumes = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder cappedNanos = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Timer opening;
    private final Timer pauses;

    /** Meters of one side, {@code hub} or {@code agent}. */
    public TunnelMeters(MeterRegistry registry, String side) {
        gauge(registry, side, "streams.open", "Streams that are open", LongAdder::doubleValue, streams);
        counter(registry, side, "bytes.to.viewer", "Bytes towards viewers", toViewer);
        counter(registry, side, "bytes.to.desktop", "Bytes towards desktops", toDesktop);
        counter(registry, side, "stalls", "How often a sender had to wait for the tunnel", stalls);
        counter(registry, side, "resumes", "Streams that went on over a new connection", resumes);
        counter(registry, side, "losses", "Streams that ended since their connection was lost", losses);
        counter(registry, side, "refusals", "Streams that could not be opened", refusals);
        counter(registry, side, "dropped.bytes", "Bytes that a viewer's policy took out of its stream", dropped);
        FunctionCounter.builder("streamspace.tunnel.capped", cappedNanos, nanos -> nanos.doubleValue() / NANOS)
                .baseUnit("seconds")
                .description("Time for which viewers' connections rested because of their bandwidth caps")
                .tag("side", side)
                .register(registry);
        opening = Timer.builder("streamspace.tunnel.open")
                .description("Time from asking for a stream to its first byte being possible")
                .tag("side", side)
                .register(registry);
        pauses = Timer.builder("streamspace.tunnel.pause")
                .description("Time for which a stream waited for one of its ends before it went on")
                .tag("side", side)
                .register(registry);
    }

    /** Registers the number of idle connections, read from {@code source}. */
    public <T> void idle(MeterRegistry registry, String side, T source, ToDoubleFunction<T> count) {
        gauge(registry, side, "streams.idle", "Connections that are ready for a stream", count, source);
    }

    /** A stream is open after so long. */
    public void opened(Duration took) {
        streams.increment();
        opening.record(took);
    }

    /** A stream that another hub had opened goes on here. */
    public void adopted() {
        streams.increment();
    }

    /** An open stream has ended. */
    public void closed() {
        streams.decrement();
    }

    /** A stream could not be opened. */
    public void refused() {
        refusals.increment();
    }

    /** A stream goes on over another connection. */
    public void resumed() {
        resumes.increment();
    }

    /** A stream goes on after a pause. */
    public void resumed(Duration pause) {
        resumes.increment();
        pauses.record(pause);
    }

    /** A stream ended since its connection was lost. */
    public void lost() {
        losses.increment();
    }

    /** A sender has to wait. */
    public void stalled() {
        stalls.increment();
    }

    /** Bytes towards a viewer. */
    public void toViewer(int bytes) {
        toViewer.add(bytes);
    }

    /** Bytes towards a desktop. */
    public void toDesktop(int bytes) {
        toDesktop.add(bytes);
    }

    /** A viewer's connection rests for so long because of its cap. */
    public void capped(long nanos) {
        cappedNanos.add(nanos);
    }

    @Override
    public void fromViewer(int bytes) {
        dropped.add(bytes);
    }

    @Override
    public void fromDesktop(int bytes) {
        dropped.add(bytes);
    }

    private static <T> void gauge(
            MeterRegistry registry, String side, String name, String what, ToDoubleFunction<T> value, T source) {
        Gauge.builder("streamspace.tunnel." + name, source, value)
                .description(what)
                .tag("side", side)
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String side, String name, String what, LongAdder adder) {
        FunctionCounter.builder("streamspace.tunnel." + name, adder, LongAdder::doubleValue)
                .description(what)
                .tag("side", side)
                .register(registry);
    }
}
