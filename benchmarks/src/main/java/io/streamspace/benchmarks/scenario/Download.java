package io.streamspace.benchmarks.scenario;

import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.benchmarks.desktop.SourceRequest;
import io.streamspace.benchmarks.peer.Connection;
import io.streamspace.benchmarks.peer.Peer;
import io.streamspace.benchmarks.report.Row;
import io.streamspace.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Desktop to viewer as fast as it goes, on several streams at once, from the first request to the end of the last stream. */
final class Download implements Scenario {
    private static final int BUFFER = 1 << 17;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final int streams;
    private final long bytesEach;
    private final Row throughput;
    private final Row cpu;

    Download(int streams, long bytesEach) {
        this.streams = streams;
        this.bytesEach = bytesEach;
        String name = "download, " + streams + (streams == 1 ? " stream" : " streams");
        this.throughput = Row.median(name, "MB/s");
        this.cpu = Row.median(name + ": CPU of the relay", "s/GB");
    }

    @Override
    public List<Row> rows() {
        return List.of(throughput, cpu);
    }

    @Override
    public List<Sample> measure(Peer peer) throws IOException, InterruptedException {
        OptionalDouble cpuBefore = peer.relay().cpuSeconds();
        long start = System.nanoTime();
        long bytes = transfer(peer);
        long nanos = System.nanoTime() - start;
        OptionalDouble cpuAfter = peer.relay().cpuSeconds();
        List<Sample> samples = new ArrayList<>();
        samples.add(throughput.sample(bytes / MEGA / (nanos / GIGA)));
        if (cpuBefore.isPresent() && cpuAfter.isPresent()) {
            samples.add(cpu.sample((cpuAfter.getAsDouble() - cpuBefore.getAsDouble()) / (bytes / GIGA)));
        }
        return samples;
    }

    /**
     * Runs all streams to their ends.
     *
     * @return the bytes that arrived
     * @throws IOException where a stream ended with fewer or more bytes than it was to bring
     */
    long transfer(Peer peer) throws IOException, InterruptedException {
        try (ExecutorService viewers = Executors.newFixedThreadPool(streams)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                counts.add(viewers.submit(() -> download(peer)));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException(peer.name() + ": a download failed", e.getCause());
        }
    }

    private long download(Peer peer) throws IOException {
        try (Connection connection = peer.open(Service.SOURCE)) {
            connection.send(SourceRequest.of(bytesEach).encoded());
            byte[] buffer = new byte[BUFFER];
            long sum = 0;
            int count = connection.read(buffer, 0, buffer.length);
            while (count >= 0) {
                sum += count;
                count = connection.read(buffer, 0, buffer.length);
            }
            if (sum != bytesEach) {
                throw new IOException(sum + " bytes arrived instead of " + bytesEach);
            }
            return sum;
        }
    }
}
