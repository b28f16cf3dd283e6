package io.streamspace.benchmarks;

import static io.streamspace.benchmarks.report.Budget.Bound.AT_LEAST;
import static io.streamspace.benchmarks.report.Budget.Bound.AT_MOST;

import io.streamspace.benchmarks.peer.PeerKind;
import io.streamspace.benchmarks.peer.RawWebSocket;
import io.streamspace.benchmarks.report.Budget;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.scenario.Amounts;
import io.streamspace.benchmarks.scenario.Direction;
import io.streamspace.benchmarks.scenario.Framing;
import io.streamspace.benchmarks.scenario.IdleStreams;
import io.streamspace.benchmarks.scenario.Isolation;
import io.streamspace.benchmarks.scenario.LinkCut;
import io.streamspace.benchmarks.scenario.LongWire;
import io.streamspace.benchmarks.scenario.Opening;
import io.streamspace.benchmarks.scenario.RoundTrips;
import io.streamspace.benchmarks.scenario.Throughput;
import java.util.ArrayList;
import java.util.List;

/** What the tunnel is to reach. */
final class Budgets {
    private static final String HAPROXY = PeerKind.known().getFirst().name();
    private static final double WINDOW_AND_MARGIN_KIB = 1024 + 64;
    private static final double WARM_MICROS = 5_000;
    /** The longest first pause before an agent dials again, and 200 ms; a round trip on loopback is nothing beside it. */
    private static final double RECONNECT_MILLIS = 250 + 200;

    private Budgets() {}

    /** In the order of their numbers. */
    static List<Budget> all() {
        List<Budget> budgets = new ArrayList<>(throughput());
        budgets.addAll(latency());
        budgets.addAll(alone());
        return List.copyOf(budgets);
    }

    private static List<Budget> throughput() {
        Row one = Throughput.rate(Direction.DOWN, 1);
        Row many = Throughput.rate(Direction.DOWN, Amounts.MANY);
        Row crowd = Throughput.rate(Direction.DOWN, Amounts.CROWD);
        Row cpuOne = Throughput.cpu(Direction.DOWN, 1);
        Row cpuMany = Throughput.cpu(Direction.DOWN, Amounts.MANY);
        return List.of(
                toHaproxy(1, one, AT_LEAST, 0.80, 1.0),
                toHaproxy(1, many, AT_LEAST, 0.85, 1.0),
                toHaproxy(1, crowd, AT_LEAST, 0.85, 1.0),
                toDialOut(2, one, AT_LEAST, 3, 5),
                toDialOut(2, many, AT_LEAST, 3, 5),
                toDialOut(2, crowd, AT_LEAST, 3, 5),
                toHaproxy(3, cpuOne, AT_MOST, 1.6, 1.3),
                toHaproxy(3, cpuMany, AT_MOST, 1.6, 1.3),
                toDialOut(3, cpuOne, AT_MOST, 0.20, 0.15),
                toDialOut(3, cpuMany, AT_MOST, 0.20, 0.15),
                toHaproxy(4, Throughput.rate(Direction.UP, 1), AT_LEAST, 0.6, 0.9),
                toHaproxy(4, Throughput.rate(Direction.UP, Amounts.MANY), AT_LEAST, 0.6, 0.9));
    }

    private static List<Budget> latency() {
        Row fairMany = Throughput.fairness(Direction.DOWN, Amounts.MANY);
        Row fairCrowd = Throughput.fairness(Direction.DOWN, Amounts.CROWD);
        return List.of(
                toRaw(5, RoundTrips.QUIET.median(), 3.0, 2.2),
                toRaw(5, RoundTrips.QUIET.high(), 1.5, 1.2),
                own(6, RoundTrips.BUSY_TO_QUIET, AT_MOST, 1.5, 1.2),
                own(7, RoundTrips.STALLED_TO_QUIET, AT_MOST, 1.3, 1.1),
                own(7, RoundTrips.STALLED_MEMORY, AT_MOST, WINDOW_AND_MARGIN_KIB, WINDOW_AND_MARGIN_KIB),
                own(10, Opening.WARM.median(), AT_MOST, WARM_MICROS, WARM_MICROS),
                own(11, fairMany, AT_LEAST, 0.98, 0.98),
                own(11, fairCrowd, AT_LEAST, 0.98, 0.98));
    }

    private static List<Budget> alone() {
        return List.of(
                own(8, LongWire.SHARE, AT_LEAST, 0.97, 0.97),
                own(8, LongWire.BUSY_TO_QUIET, AT_MOST, 2.2, 2.2),
                own(9, IdleStreams.HELD, AT_LEAST, 10_000, 10_000),
                own(9, IdleStreams.MANY, AT_MOST, 35, 20),
                own(12, Framing.PICTURES, AT_MOST, 0.1, 0.1),
                own(12, Framing.EVENT, AT_MOST, 14, 14),
                own(13, LinkCut.LOST, AT_MOST, 0, 0),
                own(13, LinkCut.FLOWING, AT_MOST, RECONNECT_MILLIS, RECONNECT_MILLIS),
                own(14, Isolation.DIFFERENCE, AT_MOST, 10, 10));
    }

    private static Budget toHaproxy(int number, Row row, Budget.Bound bound, double first, double then) {
        return new Budget(
                number, row.name() + ", to " + HAPROXY, bound, first, then, figures -> figures.to(HAPROXY, row));
    }

    private static Budget toRaw(int number, Row row, double first, double then) {
        String raw = RawWebSocket.NAME;
        return new Budget(number, row.name() + ", to " + raw, AT_MOST, first, then, figures -> figures.to(raw, row));
    }

    private static Budget toDialOut(int number, Row row, Budget.Bound bound, double first, double then) {
        return new Budget(
                number,
                row.name() + ", to the best peer that dials out",
                bound,
                first,
                then,
                figures -> bound == AT_LEAST ? figures.toMostOfDialOut(row) : figures.toLeastOfDialOut(row));
    }

    private static Budget own(int number, Row row, Budget.Bound bound, double first, double then) {
        String unit = row.unit().equals(Row.RATIO) ? "" : ", " + row.unit();
        return new Budget(number, row.name() + unit, bound, first, then, figures -> figures.ours(row));
    }
}
