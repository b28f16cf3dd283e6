package io.streamspace.benchmarks;

import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.util.List;

/**
 * Scenarios that go together, and the peers that they are for.
 *
 * @param title above the table of its figures
 * @param start starts what is measured; the last peer is ours
 * @param scenarios in the order of the rows
 * @param warmsUp whether there is a round that does not count
 * @param rounds that count
 */
record Suite(String title, Start start, List<Scenario> scenarios, boolean warmsUp, int rounds) {
    /** Starts peers into the list, so that those which stand are closed where a later one fails. */
    interface Start {
        void into(List<Peer> peers) throws IOException, InterruptedException;
    }

    /** The same with fewer scenarios, or other rounds. */
    Suite with(List<Scenario> others, int count) {
        return new Suite(title, start, others, warmsUp, count);
    }
}
