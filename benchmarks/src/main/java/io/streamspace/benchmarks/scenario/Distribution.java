package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.util.List;

/**
 * The rows of a measurement of latencies.
 *
 * @param name what they have in common
 */
public record Distribution(String name) {
    /** Half are shorter. */
    public Row median() {
        return Row.median(name + ", p50", "µs");
    }

    /** One in a hundred is longer. */
    public Row high() {
        return Row.median(name + ", p99", "µs");
    }

    /** One in a thousand is longer. */
    public Row extreme() {
        return Row.median(name + ", p99.9", "µs");
    }

    List<Row> rows() {
        return List.of(median(), high(), extreme());
    }

    List<Sample> samples(Latencies latencies) {
        return List.of(
                median().sample(latencies.median()),
                high().sample(latencies.high()),
                extreme().sample(latencies.extreme()));
    }
}
