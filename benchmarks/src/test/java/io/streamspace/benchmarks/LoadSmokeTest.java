package io.streamspace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.peer.PeerKind;
import io.streamspace.benchmarks.peer.RawTcp;
import io.streamspace.benchmarks.peer.RawWebSocket;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.peer.TunnelSetup;
import io.streamspace.benchmarks.peer.Variant;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.Framing;
import io.streamspace.benchmarks.scenario.LinkCut;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with hardly any load, on real sockets and in real processes, with the peers that this machine has. */
class LoadSmokeTest {
    private static final Amounts TINY = new Amounts(1, 1, 5, 3, 1);

    private final List<Peer> peers = new ArrayList<>();
    private Desktops desktops;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        desktops = Desktops.start();
        peers.add(new RawTcp(desktops));
        peers.add(new RawWebSocket(desktops));
        peers.add(StreamSpace.start(desktops, TunnelSetup.of(Variant.PLAIN)));
    }

    @AfterEach
    void stop() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        desktops.close();
    }

    @Test
    void every_scenario_runs_and_every_row_is_in_the_report(@TempDir Path folder) throws Exception {
        List<Scenario> scenarios = TINY.scenarios(desktops.received());
        List<Peer> some = List.of(peers.getFirst(), peers.getLast());
        Suite suite = new Suite("Some", started -> {}, scenarios, false, TINY.rounds());
        Document document = new Document(folder.resolve("RESULTS.md"), true);
        document.begin(suite, some, List.of());

        new Rounds(suite, some, document.results(), document).run();

        String report = Files.readString(folder.resolve("RESULTS.md"));
        List<Row> rows = scenarios.stream().flatMap(s -> s.rows().stream()).toList();
        assertThat(rows).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        for (Row row : rows) {
            // So little work may take less than one of the steps of 10 ms in which the kernel counts.
            if (!row.unit().equals("s/GB")) {
                assertThat(document.results().figure(row, "StreamSpace"))
                        .as(row.name())
                        .isPresent();
            }
            assertThat(report.lines().filter(line -> line.startsWith("| " + row.name() + " | " + row.unit() + " | ")))
                    .as(row.name())
                    .hasSize(1);
        }
    }

    @Test
    void a_stream_lives_on_when_its_link_breaks_and_frames_cost_what_the_protocol_says() throws Exception {
        try (Suites suites = new Suites(desktops, TINY)) {
            for (String name : List.of("framing", "cut")) {
                Suite suite = Objects.requireNonNull(suites.byName().get(name), name);
                List<Peer> started = new ArrayList<>();
                suite.start().into(started);
                try (Peer tunnel = started.getFirst()) {
                    for (Scenario scenario : suite.scenarios()) {
                        for (Sample sample : scenario.measure(tunnel)) {
                            if (sample.row().equals(LinkCut.LOST)) {
                                assertThat(sample.value()).isZero();
                            } else if (sample.row().equals(Framing.EVENT)) {
                                // Two bytes of header and four of mask or none, and an acknowledgement now and then.
                                assertThat(sample.value()).isBetween(2.0, 14.0);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void the_tunnel_and_its_baseline_bring_exactly_the_bytes_that_were_asked_for() throws IOException {
        for (Peer peer : List.of(peers.getFirst(), peers.getLast())) {
            for (long bytes : new long[] {1, 65_536, 3_000_017}) {
                assertThat(count(peer, bytes)).as(peer.name()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void no_relay_process_is_left() throws Exception {
        for (PeerKind kind : PeerKind.known()) {
            if (kind.missing().isEmpty()) {
                peers.add(kind.start(desktops));
            }
        }
        List<ProcessHandle> processes = peers.stream()
                .flatMap(peer -> peer.relay().processes().stream())
                .toList();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(2);
        stop();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    private static long count(Peer peer, long bytes) throws IOException {
        try (Connection connection = peer.open(Service.SOURCE)) {
            connection.send(SourceRequest.of(bytes).encoded());
            byte[] buffer = new byte[10_007];
            return Stream.iterate(read(connection, buffer), count -> count >= 0, count -> read(connection, buffer))
                    .mapToLong(Integer::longValue)
                    .sum();
        }
    }

    private static int read(Connection connection, byte[] buffer) {
        try {
            return connection.read(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
