package io.streamspace.benchmarks.peer;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a tunnel of ours is set up.
 *
 * @param variant which build, and the head of its column
 * @param memory options for the heaps
 * @param agents how many, all in one process
 * @param warmStreams of each agent; 0 where every opening has to dial
 * @param certificate of the hub for agents and viewers; null for none of TLS
 * @param way turns the hub's port into the one that agents dial, where something is to stand between them
 */
public record TunnelSetup(
        Variant variant,
        List<String> memory,
        int agents,
        int warmStreams,
        @Nullable Certificate certificate,
        IntUnaryOperator way) {
    /** A fixed heap that is in memory from the start, so that growth of the process is growth of the buffers, which lie outside. */
    private static final List<String> FIXED = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final int WARM_STREAMS = 8;

    public TunnelSetup {
        memory = List.copyOf(memory);
    }

    /** One agent, as an installation would have it. */
    public static TunnelSetup of(Variant variant) {
        return new TunnelSetup(variant, FIXED, 1, WARM_STREAMS, null, IntUnaryOperator.identity());
    }

    /** The same, over TLS. */
    public TunnelSetup secured(Certificate by) {
        return new TunnelSetup(variant, memory, agents, warmStreams, by, way);
    }

    /** The same without connections that are dialled ahead. */
    public TunnelSetup cold() {
        return new TunnelSetup(variant, memory, agents, 0, certificate, way);
    }

    /** The same with something between agents and hub. */
    public TunnelSetup over(IntUnaryOperator between) {
        return new TunnelSetup(variant, memory, agents, warmStreams, certificate, between);
    }

    /** The same with many agents of one idle connection each, and other heaps. */
    public TunnelSetup crowd(int count, List<String> heaps) {
        return new TunnelSetup(variant, heaps, count, 1, certificate, way);
    }
}
