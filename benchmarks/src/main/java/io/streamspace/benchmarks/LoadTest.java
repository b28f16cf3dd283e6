package io.streamspace.benchmarks;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.peer.ConfiguredPeer;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.peer.PeerKind;
import io.streamspace.benchmarks.peer.RawTcp;
import io.streamspace.benchmarks.peer.RawWebSocket;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.peer.TunnelSetup;
import io.streamspace.benchmarks.peer.Variant;
import io.streamspace.benchmarks.report.Figures;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--peers",
            description = "Properties that describe further tunnels that dial out; see peers.example.properties.")
    private @Nullable Path peersFile;

    @Option(
            names = "--only",
            split = ",",
            description = "Only peers whose names begin so, and StreamSpace; for a look at one thing.")
    private List<String> only = List.of();

    @Option(
            names = "--scenario",
            defaultValue = "",
            description = "Only scenarios that have a row which contains this.")
    private String scenario = "";

    @Option(
            names = "--variant",
            description =
                    "NAME=OPTIONS: StreamSpace once more with these options of the JVM, or with classes=FOLDER before its own.")
    private List<String> variants = List.of();

    @Option(names = "--rounds", description = "How many rounds count, where not as many as usual.")
    private int rounds;

    private final List<String> missing = new ArrayList<>();
    private final double loadBefore = Machine.load();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Amounts amounts = quick ? Amounts.quick() : Amounts.full();
        try (Desktops desktops = Desktops.start()) {
            List<Scenario> scenarios = amounts.scenarios(desktops.received()).stream()
                    .filter(s -> s.rows().stream().anyMatch(row -> row.name().contains(scenario)))
                    .toList();
            List<Peer> peers = new ArrayList<>();
            try {
                startInto(peers, desktops);
                new Rounds(peers, scenarios, rounds > 0 ? rounds : amounts.rounds(), new Writing(peers, scenarios))
                        .run();
                System.err.println("The table is in " + out.toAbsolutePath());
            } finally {
                close(peers);
            }
        }
        return 0;
    }

    static String report(List<Peer> peers, List<Scenario> scenarios, List<String> preface, Results results) {
        List<Row> rows = scenarios.stream().flatMap(s -> s.rows().stream()).toList();
        List<String> names = peers.stream().map(Peer::name).toList();
        List<String> dialOut = peers.subList(0, peers.size() - 1).stream()
                .filter(peer -> peer.dialsOut() && !(peer instanceof StreamSpace))
                .map(Peer::name)
                .toList();
        return new Report(rows, names, preface)
                .markdown(results, Budgets.all(), new Figures(results, names.getLast(), dialOut));
    }

    /** In the order of the columns. */
    private void startInto(List<Peer> peers, Desktops desktops) throws IOException, InterruptedException {
        List<PeerKind> kinds = new ArrayList<>(PeerKind.known());
        if (peersFile != null) {
            kinds.addAll(ConfiguredPeer.read(peersFile));
        }
        List.of(new RawTcp(desktops), new RawWebSocket(desktops)).stream()
                .filter(peer -> wanted(peer.name()))
                .forEach(peers::add);
        for (PeerKind kind : kinds) {
            if (!wanted(kind.name())) {
                continue;
            }
            if (kind.missing().isEmpty()) {
                peers.add(kind.start(desktops));
            } else {
                String line = kind.name() + " was not measured: there is no `" + String.join("`, `", kind.missing())
                        + "` on this machine.";
                missing.add(line);
                System.err.println(line);
            }
        }
        for (String variant : variants) {
            peers.add(StreamSpace.start(desktops, TunnelSetup.of(Variant.parse(variant))));
        }
        peers.add(StreamSpace.start(desktops, TunnelSetup.of(Variant.PLAIN)));
    }

    /** Writes the table after each round, so that a run that is broken off leaves what it has. */
    private final class Writing implements Rounds.Progress {
        private final List<Peer> peers;
        private final List<Scenario> scenarios;
        private int counted;

        Writing(List<Peer> peers, List<Scenario> scenarios) {
            this.peers = peers;
            this.scenarios = scenarios;
        }

        @Override
        public void round(int number, int of) {
            counted = number;
            System.err.println(number == 0 ? "Warming up" : "Round " + number + " of " + of);
        }

        @Override
        public void done(Results results) throws IOException {
            if (counted > 0) {
                Files.writeString(out, report(peers, scenarios, preface(counted), results));
            }
        }
    }

    private boolean wanted(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::startsWith);
    }

    private List<String> preface(int counted) {
        List<String> preface = new ArrayList<>();
        preface.add("Written by `benchmarks/run" + (quick ? " --quick" : "") + "` on "
                + LocalDate.now(Clock.systemUTC()) + "; [README.md](README.md) says how to read it.");
        preface.add(String.format(
                Locale.ROOT,
                "%s. Load average %.1f before and %.1f after the run (the run itself accounts for some of the second).",
                Machine.here(),
                loadBefore,
                Machine.load()));
        preface.add(counted + " interleaved rounds after one that warms up; medians unless the row says otherwise.");
        preface.addAll(missing);
        return preface;
    }

    private static void close(List<Peer> peers) throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
