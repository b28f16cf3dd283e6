package io.streamspace.benchmarks.report;

/** What one round gave for a row. */
public record Sample(Row row, double value) {}
