package io.streamspace.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    Table(List<String> head) {
        add(head);
        add(head.stream().map(column -> "---").toList());
    }

    void add(List<String> cells) {
        lines.add(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    List<String> lines() {
        return lines;
    }
}
