package io.streamspace.benchmarks.report;

/**
 * A line of the table.
 *
 * @param name what was measured
 * @param unit of the values
 * @param summary what becomes of the rounds' values
 */
public record Row(String name, String unit, Summary summary) {
    /** The unit of what is a comparison already. */
    public static final String RATIO = "ratio";

    /** How the rounds become one figure. */
    public enum Summary {
        /** The median, without the first round, which warms up. */
        MEDIAN,
        /** The largest, with the first round: for what a process takes once and keeps. */
        LARGEST
    }

    /** A row of medians. */
    public static Row median(String name, String unit) {
        return new Row(name, unit, Summary.MEDIAN);
    }

    /** One value of it. */
    public Sample sample(double value) {
        return new Sample(this, value);
    }
}
