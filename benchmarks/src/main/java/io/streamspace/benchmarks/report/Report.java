package io.streamspace.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The results in Markdown.
 *
 * @param rows in their order
 * @param peers in their order; the last one is compared with the others
 * @param preface paragraphs above the tables
 */
public record Report(List<Row> rows, List<String> peers, List<String> preface) {
    private static final String NONE = "-";

    /** Everything: the paragraphs, the budgets and the rows. */
    public String markdown(Results results, List<Budget> budgets, Figures figures) {
        List<String> lines = new ArrayList<>(List.of("# Results of the last run", ""));
        preface.forEach(paragraph -> lines.addAll(List.of(paragraph, "")));
        if (!budgets.isEmpty()) {
            lines.addAll(List.of("## Budgets", ""));
            lines.addAll(budgets(budgets, figures));
            lines.addAll(List.of("", "## Figures", ""));
        }
        lines.addAll(figures(results));
        return String.join("\n", lines) + "\n";
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

    private List<String> figures(Results results) {
        List<String> head = new ArrayList<>(List.of("what", "unit"));
        head.addAll(peers);
        head.add(subject() + ", lowest to highest");
        others().forEach(other -> head.add(subject() + " ÷ " + other));
        Table table = new Table(head);
        rows.forEach(row -> table.add(cells(row, results)));
        return table.lines();
    }

    private String subject() {
        return peers.getLast();
    }

    private List<String> others() {
        return peers.subList(0, peers.size() - 1);
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

    static String text(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) < 1 ? "%.3f" : "%.2f", value);
    }
}
