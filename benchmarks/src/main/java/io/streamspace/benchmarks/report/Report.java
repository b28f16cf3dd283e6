package io.streamspace.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The table in Markdown.
 *
 * @param rows in their order
 * @param peers in their order; the last one is compared with the others
 * @param preface paragraphs above the table
 */
public record Report(List<Row> rows, List<String> peers, List<String> preface) {
    private static final String NONE = "-";

    /** The whole document. */
    public String markdown(Results results) {
        List<String> lines = new ArrayList<>(List.of("# Results of the last run", ""));
        preface.forEach(paragraph -> lines.addAll(List.of(paragraph, "")));
        lines.add(line(head()));
        lines.add(line(head().stream().map(column -> "---").toList()));
        rows.forEach(row -> lines.add(line(cells(row, results))));
        return String.join("\n", lines) + "\n";
    }

    private String subject() {
        return peers.getLast();
    }

    private List<String> others() {
        return peers.subList(0, peers.size() - 1);
    }

    private List<String> head() {
        List<String> head = new ArrayList<>(List.of("what", "unit"));
        head.addAll(peers);
        head.add(subject() + ", lowest to highest");
        others().forEach(other -> head.add(subject() + " ÷ " + other));
        return head;
    }

    private List<String> cells(Row row, Results results) {
        List<String> cells = new ArrayList<>(List.of(row.name(), row.unit()));
        peers.forEach(peer -> cells.add(text(results.figure(row, peer))));
        List<Double> values = results.sorted(row, subject());
        cells.add(values.isEmpty() ? NONE : text(values.getFirst()) + " to " + text(values.getLast()));
        others().forEach(other -> cells.add(ratio(row, results, other)));
        return cells;
    }

    private String ratio(Row row, Results results, String other) {
        OptionalDouble ours = results.figure(row, subject());
        OptionalDouble theirs = results.figure(row, other);
        boolean sensible =
                !row.unit().equals(Row.RATIO) && ours.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0;
        return sensible ? text(ours.getAsDouble() / theirs.getAsDouble()) : NONE;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? text(value.getAsDouble()) : NONE;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
