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
 * @param progress hears of each round
 */
record Rounds(List<Peer> peers, List<Scenario> scenarios, int counted, Progress progress) {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    Results run() throws IOException, InterruptedException {
        Results results = new Results();
        for (int round = 0; round <= counted; round++) {
            progress.round(round, counted);
            for (Scenario scenario : scenarios) {
                for (int turn = 0; turn < peers.size(); turn++) {
                    Peer peer = peers.get((turn + round) % peers.size());
                    long start = System.nanoTime();
                    List<Sample> samples = scenario.measure(peer);
                    for (Sample sample : samples) {
                        results.add(peer.name(), sample, round == 0);
                    }
                    LOG.atDebug()
                            .addKeyValue("peer", peer.name())
                            .addKeyValue("scenario", scenario.rows().getFirst().name())
                            .addKeyValue(
                                    "values",
                                    samples.stream().map(Sample::value).toList())
                            .addKeyValue("millis", (System.nanoTime() - start) / NANOS_PER_MILLI)
                            .log("measured");
                }
            }
            progress.done(results);
        }
        return results;
    }

    /** Who watches a run. */
    interface Progress {
        /** A round begins; 0 warms up. */
        void round(int number, int of);

        /** It has ended; {@code results} are those up to here. */
        void done(Results results) throws IOException;
    }
}
