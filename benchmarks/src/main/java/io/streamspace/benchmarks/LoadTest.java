package io.streamspace.benchmarks;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.peer.Haproxy;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.peer.RawTcp;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.report.Machine;
import io.streamspace.benchmarks.report.Report;
import io.streamspace.benchmarks.report.Results;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load program: all peers of this machine, all scenarios, one table. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures the tunnel beside its peers.")
final class LoadTest implements Callable<Integer> {
    @Option(names = "--quick", description = "Less of everything: under three minutes.")
    private boolean quick;

    @Option(names = "--out", defaultValue = "RESULTS.md", description = "The file to write; default ${DEFAULT-VALUE}.")
    private Path out = Path.of("RESULTS.md");

    private final List<String> missing = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Amounts amounts = quick ? Amounts.quick() : Amounts.full();
        List<Scenario> scenarios = amounts.scenarios();
        double loadBefore = Machine.load();
        try (Desktops desktops = Desktops.start()) {
            List<Peer> peers = new ArrayList<>();
            try {
                startInto(peers, desktops);
                Results results = new Rounds(peers, scenarios, amounts.rounds(), System.err::println).run();
                Files.writeString(
                        out,
                        report(peers, scenarios, preface(amounts, loadBefore)).markdown(results));
                System.err.println("The table is in " + out.toAbsolutePath());
            } finally {
                close(peers);
            }
        }
        return 0;
    }

    static Report report(List<Peer> peers, List<Scenario> scenarios, List<String> preface) {
        List<Row> rows = scenarios.stream().flatMap(s -> s.rows().stream()).toList();
        return new Report(rows, peers.stream().map(Peer::name).toList(), preface);
    }

    /** In the order of the columns. */
    private void startInto(List<Peer> peers, Desktops desktops) throws IOException, InterruptedException {
        peers.add(new RawTcp(desktops));
        Optional<Path> haproxy = Haproxy.program();
        if (haproxy.isPresent()) {
            peers.add(Haproxy.start(haproxy.get(), desktops));
        } else {
            missing.add(
                    "HAProxy was not measured: there is no `haproxy` on the PATH (Debian: `apt-get install haproxy`).");
            missing.forEach(System.err::println);
        }
        peers.add(StreamSpace.start(desktops));
    }

    private List<String> preface(Amounts amounts, double loadBefore) {
        List<String> preface = new ArrayList<>();
        preface.add("Written by `benchmarks/run" + (quick ? " --quick" : "") + "` on "
                + LocalDate.now(Clock.systemUTC()) + "; [README.md](README.md) says how to read it.");
        preface.add(String.format(
                Locale.ROOT,
                "%s. Load average %.1f before and %.1f after the run (the run itself accounts for some of the second).",
                Machine.here(),
                loadBefore,
                Machine.load()));
        preface.add(amounts.rounds()
                + " interleaved rounds after one that warms up; medians unless the row says otherwise.");
        preface.addAll(missing);
        return preface;
    }

    private static void close(List<Peer> peers) throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
