package io.streamspace.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The results in Markdown.
 *
 * @param sections in their order
 * @param preface paragraphs above the tables
 */
public record Report(List<Section> sections, List<String> preface) {
    private static final String NONE = "-";

    /**
     * One table of figures.
     *
     * @param title above it
     * @param rows in their order
     * @param peers in their order; the last one is compared with the others
     */
    public record Section(String title, List<Row> rows, List<String> peers) {
        public Section {
            rows = List.copyOf(rows);
            peers = List.copyOf(peers);
        }

        private String subject() {
            return peers.getLast();
        }

        private List<String> others() {
            return peers.subList(0, peers.size() - 1);
        }
    }

    public Report {
        sections = List.copyOf(sections);
        preface = List.copyOf(preface);
    }

    /** Everything: the paragraphs, the budgets and the figures. */
    public String markdown(Results results, List<Budget> budgets, Figures figures) {
        List<String> lines = new ArrayList<>(List.of("# Results of the last run", ""));
        preface.forEach(paragraph -> lines.addAll(List.of(paragraph, "")));
        if (!budgets.isEmpty()) {
            lines.addAll(List.of("## Budgets", ""));
            lines.addAll(budgets(budgets, figures));
            lines.add("");
        }
        for (Section section : sections) {
            lines.addAll(List.of("## " + section.title(), ""));
            lines.addAll(table(section, results));
            lines.add("");
        }
        return String.join("\n", lines);
    }

    private static List<String> budgets(List<Budget> budgets, Figures figures) {
        Table table = new Table(List.of("#", "budget", "first", "then", figures.subject(), "verdict"));
        for (Budget budget : budgets) {
            OptionalDouble value = budget.figure().apply(figures);
            table.add(List.of(
                    String.valueOf(budget.number()),
                    budget.what(),
                    budget.limit(budget.first()),
                    budget.first() == budget.then() ? "" : budget.limit(budget.then()),
                    text(value),
                    budget.verdict(value)));
        }
        return table.lines();
    }

    private static List<String> table(Section section, Results results) {
        List<String> head = new ArrayList<>(List.of("what", "unit"));
        head.addAll(section.peers());
        head.add(section.subject() + ", lowest to highest");
        section.others().forEach(other -> head.add(section.subject() + " ÷ " + other));
        Table table = new Table(head);
        section.rows().forEach(row -> table.add(cells(section, row, results)));
        return table.lines();
    }

    private static List<String> cells(Section section, Row row, Results results) {
        List<String> cells = new ArrayList<>(List.of(row.name(), row.unit()));
        section.peers().forEach(peer -> cells.add(text(results.figure(row, peer))));
        List<Double> values = results.sorted(row, section.subject());
        cells.add(values.isEmpty() ? NONE : text(values.getFirst()) + " to " + text(values.getLast()));
        section.others().forEach(other -> cells.add(ratio(section, row, results, other)));
        return cells;
    }

    private static String ratio(Section section, Row row, Results results, String other) {
        OptionalDouble ours = results.figure(row, section.subject());
        OptionalDouble theirs = results.figure(row, other);
        boolean sensible =
                !row.unit().equals(Row.RATIO) && ours.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0;
        return sensible ? text(ours.getAsDouble() / theirs.getAsDouble()) : NONE;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? text(value.getAsDouble()) : NONE;
    }

    static String text(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) < 1 ? "%.3f" : "%.2f", value);
    }
}
