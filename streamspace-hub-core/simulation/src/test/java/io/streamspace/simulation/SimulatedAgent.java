package io.streamspace.simulation;

import io.streamspace.agent.Agent;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.protocol.message.Capacity;
import java.nio.file.Path;
import java.time.Duration;
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
    private @Nullable SimulatedProcess running;

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
        running = process;
        trace.add(time.instant(), id, "started");
        Agent.builder()
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
                .transport(network.transport(id, process))
                .build()
                .start();
    }

    void kill() {
        if (running != null) {
            trace.add(time.instant(), id, "killed");
            running.kill();
            running = null;
        }
    }
}
