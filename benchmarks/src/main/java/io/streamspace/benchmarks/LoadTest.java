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
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.Scenario;
import io.streamspace.benchmarks.scenario.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The load program: all peers of this machine, all scenarios, one document. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures the tunnel beside its peers.")
final class LoadTest implements Callable<Integer> {
    @Option(names = "--quick", description = "Less of everything, and only beside the peers: under three minutes.")
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

    @Option(names = "--suite", split = ",", description = "Only these: peers, tls, cold, wire, framing, cut, idle.")
    private List<String> wantedSuites = List.of();

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

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Amounts amounts = quick ? Amounts.quick() : Amounts.full();
        Document document = new Document(out, quick);
        try (Desktops desktops = Desktops.start();
                Suites suites = new Suites(desktops, amounts)) {
            for (Suite suite : chosen(suites, desktops, amounts)) {
                run(suite, desktops, amounts, document);
            }
        }
        System.err.println("The figures are in " + out.toAbsolutePath());
        return 0;
    }

    private List<Suite> chosen(Suites suites, Desktops desktops, Amounts amounts) {
        Map<String, Suite> all = new LinkedHashMap<>();
        List<Scenario> scenarios = quick ? amounts.usual(desktops.received()) : amounts.scenarios(desktops.received());
        all.put(
                Suites.PEERS,
                new Suite("Beside its peers", peers -> startInto(peers, desktops), scenarios, true, amounts.rounds()));
        all.putAll(suites.byName());
        List<String> names =
                !wantedSuites.isEmpty() ? wantedSuites : quick ? List.of(Suites.PEERS) : List.copyOf(all.keySet());
        return names.stream().map(name -> narrowed(suite(all, name))).toList();
    }

    private static Suite suite(Map<String, Suite> all, String name) {
        Suite suite = all.get(name);
        if (suite == null) {
            throw new IllegalArgumentException("there is no suite " + name + "; there are " + all.keySet());
        }
        return suite;
    }

    private Suite narrowed(Suite suite) {
        List<Scenario> scenarios = suite.scenarios().stream()
                .filter(s -> s.rows().stream().anyMatch(row -> row.name().contains(scenario)))
                .toList();
        return suite.with(scenarios, rounds > 0 ? rounds : suite.rounds());
    }

    private void run(Suite suite, Desktops desktops, Amounts amounts, Document document)
            throws IOException, InterruptedException {
        List<Peer> peers = new ArrayList<>();
        try {
            suite.start().into(peers);
            for (Peer peer : peers) {
                if (peer.warmsUp() && suite.warmsUp()) {
                    System.err.println(suite.title() + ": warming up " + peer.name());
                    WarmUp.of(peer, desktops.received(), amounts.warmUpMillis());
                }
            }
            document.begin(suite, peers, missing);
            new Rounds(suite, peers, document.results(), document).run();
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
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

    private boolean wanted(String name) {
        if (quick && only.isEmpty()) {
            // The ceiling of the machine says little that raw WebSocket does not.
            return !name.equals(RawTcp.NAME);
        }
        return only.isEmpty() || only.stream().anyMatch(name::startsWith);
    }
}
