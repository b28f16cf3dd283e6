package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.List;

/** Something to measure of each peer, once in each round. */
public interface Scenario {
    /** The lines that it adds to the table. */
    List<Row> rows();

    /** Measures; a row that means nothing for this peer has no sample. Leaves nothing running. */
    List<Sample> measure(Peer peer) throws IOException, InterruptedException;
}
