package io.streamspace.benchmarks;

import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Results;
import io.streamspace.benchmarks.report.Sample;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Interleaves peers and scenarios, so that what else the machine does meets all peers alike; each round begins with another peer.
 *
 * @param progress hears a line now and then
 */
record Rounds(List<Peer> peers, List<Scenario> scenarios, int counted, Consumer<String> progress) {
    Results run() throws IOException, InterruptedException {
        Results results = new Results();
        for (int round = 0; round <= counted; round++) {
            progress.accept(round == 0 ? "Warming up" : "Round " + round + " of " + counted);
            for (Scenario scenario : scenarios) {
                for (int turn = 0; turn < peers.size(); turn++) {
                    Peer peer = peers.get((turn + round) % peers.size());
                    for (Sample sample : scenario.measure(peer)) {
                        results.add(peer.name(), sample, round == 0);
                    }
                }
            }
        }
        return results;
    }
}
