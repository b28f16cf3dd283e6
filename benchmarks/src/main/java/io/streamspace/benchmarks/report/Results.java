package io.streamspace.benchmarks.report;

import io.streamspace.benchmarks.report.Row.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All samples of a run. For one thread. */
public final class Results {
    private final Map<Cell, List<Double>> values = new HashMap<>();

    private record Cell(Row row, String peer) {}

    /** Notes a sample; those of the warm-up count only where the largest is asked for. */
    public void add(String peer, Sample sample, boolean warmUp) {
        if (!warmUp || sample.row().summary() == Summary.LARGEST) {
            values.computeIfAbsent(new Cell(sample.row(), peer), cell -> new ArrayList<>())
                    .add(sample.value());
        }
    }

    /** The figure of the row; empty where this peer has none. */
    public OptionalDouble figure(Row row, String peer) {
        List<Double> sorted = sorted(row, peer);
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (row.summary()) {
                    case MEDIAN -> median(sorted);
                    case LARGEST -> sorted.getLast();
                });
    }

    /** The values behind the figure, smallest first. */
    public List<Double> sorted(Row row, String peer) {
        return values.getOrDefault(new Cell(row, peer), List.of()).stream()
                .sorted()
                .toList();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
