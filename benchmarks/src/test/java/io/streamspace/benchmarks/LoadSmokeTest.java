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
import io.streamspace.benchmarks.report.Results;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole program with hardly any load, on real sockets and in real processes, with the peers that this machine has. */
class LoadSmokeTest {
    private static final Amounts TINY = new Amounts(1, 1, 5, 3);

    private final List<Peer> peers = new ArrayList<>();
    private Desktops desktops;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        desktops = Desktops.start();
        peers.add(new RawTcp(desktops));
        peers.add(new RawWebSocket(desktops));
        for (PeerKind kind : PeerKind.known()) {
            if (kind.missing().isEmpty()) {
                peers.add(kind.start(desktops));
            }
        }
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
    void every_scenario_runs_and_every_row_is_in_the_report() throws Exception {
        List<Scenario> scenarios = TINY.scenarios(desktops.received());

        List<Peer> some = List.of(peers.getFirst(), peers.getLast());

        Results results = new Rounds(some, scenarios, TINY.rounds(), new Unwatched()).run();

        String report = LoadTest.report(some, scenarios, List.of("preface"), results);
        List<Row> rows = scenarios.stream().flatMap(s -> s.rows().stream()).toList();
        assertThat(rows).hasSize(34).doesNotHaveDuplicates();
        for (Row row : rows) {
            assertThat(results.figure(row, "StreamSpace")).as(row.name()).isPresent();
            assertThat(report.lines().filter(line -> line.startsWith("| " + row.name() + " | " + row.unit() + " | ")))
                    .as(row.name())
                    .hasSize(1);
        }
    }

    private static final class Unwatched implements Rounds.Progress {
        @Override
        public void round(int number, int of) {}

        @Override
        public void done(Results results) {}
    }

    @Test
    void each_peer_brings_exactly_the_bytes_that_were_asked_for() throws IOException {
        for (Peer peer : peers) {
            for (long bytes : new long[] {1, 65_536, 3_000_017}) {
                assertThat(count(peer, bytes)).as(peer.name()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void no_relay_process_is_left() throws IOException {
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
