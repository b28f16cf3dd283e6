package io.streamspace.server.simulation;

import io.streamspace.agent.Agent;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.protocol.message.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** The machine of one agent: one process after the other, all on one platform. */
final class SimulatedAgent {
    private static final Duration LIST_INTERVAL = Duration.ofSeconds(20);

    private final String id;
    private final int capacity;
    private final SimulatedTime time;
    private final Turns turns;
    private final Trace trace;
    private final SplittableGenerator random;
    private final SimulatedNetwork network;
    private final SimulatedPlatform platform;
    private final Drivers drivers;
    private @Nullable Running running;
    private final List<SimulatedProcess> deposed = new ArrayList<>();
    private long term;

    private record Running(SimulatedProcess process, Agent agent) {}

    /** Makes the driver of a process. */
    interface Drivers {
        SessionDriver open(SimulatedPlatform platform, SimulatedTime time, SimulatedProcess process);
    }

    SimulatedAgent(
            String id,
            int capacity,
            SimulatedTime time,
            Turns turns,
            Trace trace,
            SplittableGenerator random,
            SimulatedNetwork network,
            SimulatedPlatform platform,
            Drivers drivers) {
        this.id = id;
        this.capacity = capacity;
        this.time = time;
        this.turns = turns;
        this.trace = trace;
        this.random = random;
        this.network = network;
        this.platform = platform;
        this.drivers = drivers;
    }

    String id() {
        return id;
    }

    int capacity() {
        return capacity;
    }

    SimulatedPlatform platform() {
        return platform;
    }

    boolean isRunning() {
        return running != null;
    }

    void start() {
        var process = new SimulatedProcess(time, turns, random.split());
        trace.add(time.instant(), id, "started for term " + term);
        var agent = Agent.builder()
                .id(id)
                .controlPlane("http://hub.test")
                .key("the key of " + id)
                .driver("simulation", drivers.open(platform, time, process))
                .capacity(new Capacity(capacity, 0, 0))
                .dataDirectory(Path.of("unused"))
                .listInterval(LIST_INTERVAL)
                .clock(time)
                .random(random.split())
                .loop(process.newLoop())
                .workers(process)
                .leaderElection(new Elected(term))
                .transport(network.transport(id, process))
                .build();
        running = new Running(process, agent);
        agent.start();
    }

    void kill() {
        if (running != null) {
            trace.add(time.instant(), id, "killed");
            running.process.kill();
            running = null;
        }
        deposed.forEach(SimulatedProcess::kill);
        deposed.clear();
    }

    /** Takes nothing new, or does again; the hub learns of it by the next heartbeat, or by a start that is refused. */
    void drain(boolean on) {
        if (running != null) {
            trace.add(time.instant(), id, on ? "drains" : "drains no more");
            if (on) {
                running.agent.drain();
            } else {
                running.agent.resume();
            }
        }
    }

    /**
     * Another process is elected while the one before does not know it yet and goes on.
     *
     * @return ends the one before
     */
    Runnable succeed() {
        var before = running;
        if (before == null) {
            return () -> {};
        }
        before.process.depose();
        deposed.add(before.process);
        term++;
        start();
        return () -> {
            trace.add(time.instant(), id, "deposed process ends");
            before.process.kill();
        };
    }

    /** The election of a process that won a term and never hears of a later one. */
    private record Elected(long term) implements LeaderElection {
        @Override
        public void campaign(Candidate candidate) {
            candidate.elected(term);
        }

        @Override
        public void close() {}
    }
}
