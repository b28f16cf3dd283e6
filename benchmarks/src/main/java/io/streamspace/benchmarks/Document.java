package io.streamspace.benchmarks;

import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.peer.StreamSpace;
import io.streamspace.benchmarks.peer.Variant;
import io.streamspace.benchmarks.report.Figures;
import io.streamspace.benchmarks.report.Machine;
import io.streamspace.benchmarks.report.Report;
import io.streamspace.benchmarks.report.Results;
import io.streamspace.benchmarks.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what has been measured after each round, so that a run that is broken off leaves what it has. */
final class Document implements Rounds.Progress {
    private final Path file;
    private final boolean quick;
    private final double loadBefore = Machine.load();
    private final Results results = new Results();
    private final List<Report.Section> sections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> dialOut = List.of();
    private String title = "";
    private int of;

    Document(Path file, boolean quick) {
        this.file = file;
        this.quick = quick;
    }

    Results results() {
        return results;
    }

    /** What follows are the figures of this suite. */
    void begin(Suite suite, List<Peer> peers, List<String> missing) {
        title = suite.title();
        of = suite.rounds();
        List<Row> rows =
                suite.scenarios().stream().flatMap(s -> s.rows().stream()).toList();
        sections.add(new Report.Section(
                title + ", " + of + (of == 1 ? " round" : " rounds"),
                rows,
                peers.stream().map(Peer::name).toList()));
        notes.addAll(missing);
        if (sections.size() == 1) {
            dialOut = peers.stream()
                    .filter(peer -> peer.dialsOut() && !(peer instanceof StreamSpace))
                    .map(Peer::name)
                    .toList();
        }
    }

    @Override
    public void round(int number) {
        System.err.println(title + ": " + (number == 0 ? "a round to warm up" : "round " + number + " of " + of));
    }

    @Override
    public void done(int number) throws IOException {
        if (number > 0) {
            Files.writeString(file, markdown());
        }
    }

    String markdown() {
        return new Report(sections, preface())
                .markdown(results, Budgets.all(), new Figures(results, Variant.PLAIN.name(), dialOut));
    }

    private List<String> preface() {
        List<String> preface = new ArrayList<>();
        preface.add("Written by `benchmarks/run" + (quick ? " --quick" : "") + "` on "
                + LocalDate.now(Clock.systemUTC()) + "; [README.md](README.md) says how to read it.");
        preface.add(String.format(
                Locale.ROOT,
                "%s. Load average %.1f before and %.1f after the run (the run itself accounts for some of the second).",
                Machine.here(),
                loadBefore,
                Machine.load()));
        preface.add("Interleaved rounds; medians unless the row says otherwise.");
        preface.addAll(notes);
        return preface;
    }
}
