package io.streamspace.server.e2e;

import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import org.jspecify.annotations.Nullable;

/**
 * One of several agents with the same id, behind a network of its own.
 *
 * @param toHub its way to the hub
 * @param toStore its way to where the lease is kept; null where that is a folder
 */
record Candidate(
        Program program, FaultyProxy toHub, @Nullable FaultyProxy toStore) implements AutoCloseable {
    private static final String LEADS = "leads, term";

    static Candidate start(Installation installation, String agentId, LeaseBackend backend) {
        FaultyProxy toHub = FaultyProxy.to(installation.port());
        FaultyProxy toStore = backend.store().map(FaultyProxy::to).orElse(null);
        int storePort = toStore == null ? 0 : toStore.port();
        Program program = installation.launchAgent(
                agentId,
                "process",
                toHub.port(),
                backend.flags(storePort),
                backend.environment(storePort, installation.folder()));
        return new Candidate(program, toHub, toStore);
    }

    boolean leads() {
        return program.isAlive() && program.lastLine("^Agent .* leads").contains(LEADS);
    }

    long term() {
        return Long.parseLong(program.lastLine(LEADS).replaceAll(".*term (\\d+)\\..*", "$1"));
    }

    /** Nothing passes between it and the rest of the world, and nobody is told. */
    void cutOff(boolean on) {
        Faults faults = Faults.NONE.withSilence(on);
        toHub.faults(faults);
        if (toStore != null) {
            toStore.faults(faults);
        }
    }

    @Override
    public void close() {
        program.close();
        toHub.close();
        if (toStore != null) {
            toStore.close();
        }
    }
}
