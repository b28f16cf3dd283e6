package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import io.streamspace.benchmarks.wire.Counted;
import java.io.IOException;
import java.util.List;

/** Bytes on the agent's wire beside the desktop's own, acknowledgements and all, counted by the wire. */
public final class Framing implements Scenario {
    /** Of a stream of pictures. */
    public static final Row PICTURES = Row.median("framing of pictures on the agent's leg", "%");

    /** Of the viewer's events, one at a time. */
    public static final Row EVENT = Row.median("framing of a 6-byte event on the agent's leg", "bytes");

    private static final long PICTURE_BYTES = 32L << 20;
    private static final int EVENT_BYTES = 6;
    private static final int EVENTS = 2_000;
    private static final long SETTLE_MS = 400;
    private static final double PERCENT = 100;

    private final Counted wire;

    Framing(Counted wire) {
        this.wire = wire;
    }

    @Override
    public List<Row> rows() {
        return List.of(PICTURES, EVENT);
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        return List.of(PICTURES.sample(pictures(peer)), EVENT.sample(event(peer)));
    }

    private double pictures(Peer peer) throws IOException, InterruptedException {
        try (Connection connection = peer.open(Service.SOURCE)) {
            connection.send(SourceRequest.of(1).encoded());
            connection.readFully(new byte[1]);
        }
        Thread.sleep(SETTLE_MS);
        try (Connection connection = peer.open(Service.SOURCE)) {
            long before = wire.fromCallers() + wire.toCallers();
            connection.send(SourceRequest.of(PICTURE_BYTES).encoded());
            connection.readFully(new byte[(int) PICTURE_BYTES]);
            long sent = wire.fromCallers() + wire.toCallers() - before;
            return PERCENT * (sent - PICTURE_BYTES) / PICTURE_BYTES;
        }
    }

    private double event(Peer peer) throws IOException, InterruptedException {
        try (Connection connection = peer.open(Service.ECHO)) {
            byte[] event = new byte[EVENT_BYTES];
            connection.send(event);
            connection.readFully(event);
            Thread.sleep(SETTLE_MS);
            long before = wire.toCallers();
            for (int i = 0; i < EVENTS; i++) {
                connection.send(event);
                connection.readFully(event);
            }
            return (double) (wire.toCallers() - before) / EVENTS - EVENT_BYTES;
        }
    }
}
