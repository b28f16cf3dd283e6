package io.streamspace.benchmarks.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * The results as budgets ask for them; everything is empty that was not measured.
 *
 * @param subject whose figures are judged
 * @param dialOut peers of the same kind: those whose desktop's side connects
 */
public record Figures(Results results, String subject, List<String> dialOut) {
    public Figures {
        dialOut = List.copyOf(dialOut);
    }

    /** Ours. */
    public OptionalDouble ours(Row row) {
        return results.figure(row, subject);
    }

    /** Ours divided by another peer's. */
    public OptionalDouble to(String peer, Row row) {
        return combine(ours(row), results.figure(row, peer), (ours, theirs) -> ours / theirs);
    }

    /** Ours divided by the largest of the peers that dial out. */
    public OptionalDouble toMostOfDialOut(Row row) {
        return combine(ours(row), dialOut(row).max(), (ours, theirs) -> ours / theirs);
    }

    /** Ours divided by the smallest of the peers that dial out. */
    public OptionalDouble toLeastOfDialOut(Row row) {
        return combine(ours(row), dialOut(row).min(), (ours, theirs) -> ours / theirs);
    }

    /** Two of ours together. */
    public OptionalDouble both(Row one, Row other, DoubleBinaryOperator operator) {
        return combine(ours(one), ours(other), operator);
    }

    private DoubleStream dialOut(Row row) {
        return dialOut.stream().flatMapToDouble(peer -> results.figure(row, peer).stream());
    }

    private static OptionalDouble combine(OptionalDouble one, OptionalDouble other, DoubleBinaryOperator operator) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(operator.applyAsDouble(one.getAsDouble(), other.getAsDouble()))
                : OptionalDouble.empty();
    }
}
