package io.streamspace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.benchmarks.report.Row.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Row speed = Row.median("speed", "MB/s");
    private final Row memory = new Row("memory", "KiB", Summary.LARGEST);
    private final Results results = new Results();

    @Test
    void a_row_has_the_median_the_range_and_the_ratio_to_the_other_peers() {
        List.of(3.0, 1.0, 2.0).forEach(value -> results.add("ours", speed.sample(value), false));
        List.of(4.0, 4.0).forEach(value -> results.add("theirs", speed.sample(value), false));

        assertThat(table()).contains("| speed | MB/s | 4.00 | 2.00 | 1.00 to 3.00 | 0.500 |");
    }

    @Test
    void the_warm_up_counts_only_where_the_largest_is_asked_for() {
        results.add("ours", speed.sample(900), true);
        results.add("ours", speed.sample(5), false);
        results.add("ours", memory.sample(900), true);
        results.add("ours", memory.sample(5), false);

        assertThat(table())
                .contains("| speed | MB/s | - | 5.00 | 5.00 to 5.00 | - |")
                .contains("| memory | KiB | - | 900 | 5.00 to 900 | - |");
    }

    @Test
    void what_was_not_measured_is_a_dash_and_never_a_number() {
        assertThat(table()).contains("| speed | MB/s | - | - | - | - |");
    }

    @Test
    void what_is_a_ratio_already_is_not_compared_again() {
        Row ratio = Row.median("beside, to alone", Row.RATIO);
        results.add("ours", ratio.sample(3), false);
        results.add("theirs", ratio.sample(2), false);

        assertThat(new Report(List.of(new Report.Section("all", List.of(ratio), List.of("theirs", "ours"))), List.of())
                        .markdown(results, List.of(), new Figures(results, "ours", List.of())))
                .contains("| beside, to alone | ratio | 2.00 | 3.00 | 3.00 to 3.00 | - |");
    }

    private String table() {
        return new Report(
                        List.of(new Report.Section("all", List.of(speed, memory), List.of("theirs", "ours"))),
                        List.of())
                .markdown(results, List.of(), new Figures(results, "ours", List.of()));
    }

    @Test
    void a_budget_is_judged_by_its_limits_and_what_was_not_measured_is_not_met() {
        results.add("ours", speed.sample(90), false);
        results.add("theirs", speed.sample(100), false);
        Figures figures = new Figures(results, "ours", List.of("theirs"));

        assertThat(verdict(Budget.Bound.AT_LEAST, 0.8, 1.0, figures)).isEqualTo("met, first");
        assertThat(verdict(Budget.Bound.AT_LEAST, 0.8, 0.9, figures)).isEqualTo("met, both");
        assertThat(verdict(Budget.Bound.AT_MOST, 1.0, 1.0, figures)).isEqualTo("met");
        assertThat(verdict(Budget.Bound.AT_MOST, 0.8, 0.5, figures)).isEqualTo("**missed**");
        assertThat(verdict(Budget.Bound.AT_MOST, 0.8, 0.5, new Figures(results, "ours", List.of())))
                .isEqualTo("not measured");
    }

    private String verdict(Budget.Bound bound, double first, double then, Figures figures) {
        Budget budget = new Budget(1, "speed", bound, first, then, f -> f.toMostOfDialOut(speed));
        return budget.verdict(budget.figure().apply(figures));
    }
}
