package io.streamspace.server.e2e;

import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several agents with the same id, behind a network of its own.
 *
 * @param toHub its way to the hub
 * @param toRedis its way to Redis; null where it needs none
 */
record Candidate(
        Program program, FaultyProxy toHub, @Nullable FaultyProxy toRedis) implements AutoCloseable {
    private static final String LEADS = "leads, term";

    static Candidate start(Installation installation, String agentId, List<String> flags, int redisPort) {
        FaultyProxy toHub = FaultyProxy.to(installation.port());
        FaultyProxy toRedis = redisPort == 0 ? null : FaultyProxy.to(redisPort);
        List<String> all = toRedis == null
                ? flags
                : java.util.stream.Stream.concat(
                                flags.stream(),
                                java.util.stream.Stream.of("--ha-redis-url=redis://127.0.0.1:" + toRedis.port()))
                        .toList();
        return new Candidate(installation.launchAgent(agentId, "process", toHub.port(), all), toHub, toRedis);
    }

    boolean leads() {
        return program.isAlive() && program.lastLine("leads").contains(LEADS);
    }

    long term() {
        return Long.parseLong(program.lastLine(LEADS).replaceAll(".*term (\\d+)\\..*", "$1"));
    }

    /** Nothing passes between it and the rest of the world, and nobody is told. */
    void cutOff(boolean on) {
        Faults faults = Faults.NONE.withSilence(on);
        toHub.faults(faults);
        if (toRedis != null) {
            toRedis.faults(faults);
        }
    }

    @Override
    public void close() {
        program.close();
        toHub.close();
        if (toRedis != null) {
            toRedis.close();
        }
    }
}
