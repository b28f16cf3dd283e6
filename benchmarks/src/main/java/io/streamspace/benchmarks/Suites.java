package io.streamspace.benchmarks;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.peer.Certificate;
import io.streamspace.benchmarks.peer.Haproxy;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.peer.TunnelSetup;
import io.streamspace.benchmarks.peer.Variant;
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.LongWire;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run consists of besides the comparison with all peers, by the names under which each can be run alone. */
final class Suites implements AutoCloseable {
    /** All peers beside each other. */
    static final String PEERS = "peers";

    private static final long UNLIMITED = 100_000_000_000L;
    private static final int AGENTS = 100;
    private static final List<String> IDLE_HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    private final Desktops desktops;
    private final Amounts amounts;
    private final Certificate certificate;
    private final Link wire = new Link(LongWire.BYTES_PER_SECOND, LongWire.DELAY_MS);
    private final Link counted = new Link(UNLIMITED, 0);
    private final Link breakable = new Link(UNLIMITED, 0);

    Suites(Desktops desktops, Amounts amounts) throws IOException, InterruptedException {
        this.desktops = desktops;
        this.amounts = amounts;
        this.certificate = Certificate.create();
    }

    /** In the order in which they are run. */
    Map<String, Suite> byName() {
        TunnelSetup plain = TunnelSetup.of(Variant.PLAIN);
        Map<String, Suite> suites = new LinkedHashMap<>();
        suites.put(
                "tls",
                new Suite("With TLS", this::secured, amounts.secured(desktops.received()), true, amounts.rounds()));
        suites.put("cold", alone("Without connections that are dialled ahead", plain.cold(), amounts.cold(), true));
        suites.put("wire", alone("Over 100 Mbit/s with 40 ms", plain.over(wire::between), amounts.wired(), true));
        suites.put(
                "framing", alone("Bytes beside bytes", plain.over(counted::between), amounts.counted(counted), false));
        suites.put(
                "cut", alone("A link that breaks", plain.over(breakable::between), amounts.cut(breakable::cut), true));
        suites.put(
                "idle",
                alone("A hub of 1 GiB and 100 agents", plain.crowd(AGENTS, IDLE_HEAP), amounts.idle(desktops), false));
        return suites;
    }

    private Suite alone(String title, TunnelSetup setup, List<Scenario> scenarios, boolean warmsUp) {
        return new Suite(
                title, peers -> peers.add(StreamSpace.start(desktops, setup)), scenarios, warmsUp, warmsUp ? 2 : 1);
    }

    private void secured(List<Peer> peers) throws IOException, InterruptedException {
        Haproxy haproxy = Haproxy.secured(certificate);
        if (haproxy.missing().isEmpty()) {
            peers.add(haproxy.start(desktops));
        }
        peers.add(StreamSpace.start(
                desktops,
                TunnelSetup.of(new Variant("StreamSpace TLS", List.of())).secured(certificate)));
    }

    @Override
    public void close() throws IOException {
        wire.close();
        counted.close();
        breakable.close();
        certificate.delete();
    }
}
