package io.streamspace.benchmarks.scenario;

import com.sun.management.UnixOperatingSystemMXBean;
import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.JavaMemory;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Viewers that look at desktops on which nothing happens: what they cost hub and agents in memory, collected garbage left out. */
public final class IdleStreams implements Scenario {
    /** At the smaller number. */
    public static final Row FEW = Row.median("memory of hub and agents per idle stream, at 1,000", "KiB");

    /** At the larger number. */
    public static final Row MANY = Row.median("memory of hub and agents per idle stream, at the most", "KiB");

    /** The larger number: 10,000, or as many as this machine has descriptors for. */
    public static final Row HELD = Row.median("idle streams at once", "streams");

    private static final int SMALLER = 1_000;
    private static final int LARGER = 10_000;
    /** Of the hub's and of this program's descriptors; each stream takes two of either. */
    private static final int OTHER_DESCRIPTORS = 400;

    private static final int OPENERS = 8;
    private static final int GREETING_BYTES = 12;
    private static final long SETTLE_MS = 1_000;
    private static final double KIB = 1024;

    private final Desktops desktops;

    IdleStreams(Desktops desktops) {
        this.desktops = desktops;
    }

    @Override
    public List<Row> rows() {
        return List.of(HELD, FEW, MANY);
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        List<Connection> viewers = new ArrayList<>();
        try {
            warm(peer);
            long before = JavaMemory.live(peer.relay());
            open(peer, viewers, SMALLER);
            double few = (JavaMemory.live(peer.relay()) - before) / KIB / viewers.size();
            open(peer, viewers, most());
            double many = (JavaMemory.live(peer.relay()) - before) / KIB / viewers.size();
            // The first of them still answers to what a viewer does.
            viewers.getFirst().send(new byte[1]);
            return List.of(FEW.sample(few), MANY.sample(many), HELD.sample(viewers.size()));
        } finally {
            for (Connection viewer : viewers) {
                viewer.close();
            }
            desktops.releaseParked();
        }
    }

    private static int most() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(LARGER, (unix.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS) / 2)
                : LARGER;
    }

    /** Classes and compiled code are there before memory is looked at. */
    private void warm(Peer peer) throws IOException, InterruptedException {
        List<Connection> first = new ArrayList<>();
        open(peer, first, SMALLER);
        for (Connection connection : first) {
            connection.close();
        }
        desktops.releaseParked();
        Thread.sleep(SETTLE_MS);
    }

    private static void open(Peer peer, List<Connection> viewers, int count) throws IOException, InterruptedException {
        try (ExecutorService openers = Executors.newFixedThreadPool(OPENERS)) {
            List<Future<Connection>> opening = new ArrayList<>();
            for (int i = viewers.size(); i < count; i++) {
                opening.add(openers.submit(() -> open(peer)));
            }
            for (Future<Connection> opened : opening) {
                viewers.add(opened.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("only " + viewers.size() + " of " + count + " idle streams opened", e.getCause());
        }
        Thread.sleep(SETTLE_MS);
    }

    private static Connection open(Peer peer) throws IOException {
        Connection connection = peer.open(Service.PARKED);
        connection.readFully(new byte[GREETING_BYTES]);
        return connection;
    }
}
