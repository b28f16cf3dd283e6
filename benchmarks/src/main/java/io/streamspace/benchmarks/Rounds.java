package io.streamspace.benchmarks;

import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Results;
import io.streamspace.benchmarks.report.Sample;
import io.streamspace.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interleaves peers and scenarios, so that what else the machine does meets all peers alike; each round begins with another peer.
 *
 * @param results where the figures go
 * @param progress hears of each round
 */
record Rounds(Suite suite, List<Peer> peers, Results results, Progress progress) {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    void run() throws IOException, InterruptedException {
        for (int round = suite.warmsUp() ? 0 : 1; round <= suite.rounds(); round++) {
            progress.round(round);
            for (Scenario scenario : suite.scenarios()) {
                for (int turn = 0; turn < peers.size(); turn++) {
                    measure(scenario, peers.get((turn + round) % peers.size()), round == 0);
                }
            }
            progress.done(round);
        }
    }

    private void measure(Scenario scenario, Peer peer, boolean warmUp) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Sample> samples = scenario.measure(peer);
        samples.forEach(sample -> results.add(peer.name(), sample, warmUp));
        LOG.atDebug()
                .addKeyValue("peer", peer.name())
                .addKeyValue("scenario", scenario.rows().getFirst().name())
                .addKeyValue("values", samples.stream().map(Sample::value).toList())
                .addKeyValue("millis", (System.nanoTime() - start) / NANOS_PER_MILLI)
                .log("measured");
    }

    /** Who watches a run. */
    interface Progress {
        /** A round begins; 0 warms up. */
        void round(int number);

        /** It has ended. */
        void done(int number) throws IOException;
    }
}
