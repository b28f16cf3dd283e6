package io.streamspace.simulation;

import io.streamspace.hub.Hub;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubSettings;
import io.streamspace.simulation.SimulatedDatabase.Health;
import io.streamspace.vnc.ws.TextListener;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The machine that runs the hub: one process after the other, all on one database. */
final class SimulatedHub implements SimulatedNetwork.Hubs {
    private final SimulatedTime time;
    private final Turns turns;
    private final Trace trace;
    private final SplittableGenerator random;
    private final DataSource database;
    private final HubSettings settings;
    private final Health health = new Health();
    private @Nullable Running running;
    private boolean listening;

    private record Running(SimulatedProcess process, Hub hub) {}

    SimulatedHub(
            SimulatedTime time,
            Turns turns,
            Trace trace,
            SplittableGenerator random,
            DataSource database,
            HubSettings settings) {
        this.time = time;
        this.turns = turns;
        this.trace = trace;
        this.random = random;
        this.database = database;
        this.settings = settings;
    }

    Health health() {
        return health;
    }

    boolean isRunning() {
        return running != null;
    }

    /** Starts a process, which listens as soon as it is ready. */
    void start() {
        kill();
        var process = new SimulatedProcess(time, turns, random.split());
        var seen = new SimulatedDatabase(database, time, process, random.split(), health);
        var hub = build(process, seen);
        running = new Running(process, hub);
        process.execute(() -> {
            hub.start();
            seen.unsettle();
            listening = true;
            trace("started");
        });
    }

    private Hub build(SimulatedProcess process, DataSource seen) {
        return Hub.builder()
                .dataSource(seen)
                .settings(settings)
                .clock(time)
                .random(random.split())
                .executor(process)
                .timers(process)
                .build();
    }

    /** Ends the process in the middle of whatever it does. */
    void kill() {
        if (running != null) {
            trace("killed");
            end(running);
        }
    }

    /** Ends the process as an operator does, who lets it say goodbye. */
    void stop() {
        var stopping = running;
        if (stopping != null && listening) {
            trace("stopping");
            listening = false;
            stopping.process.execute(() -> {
                stopping.hub.close();
                trace("stopped");
                end(stopping);
            });
        }
    }

    private void end(Running ending) {
        if (ending.equals(running)) {
            running = null;
            listening = false;
        }
        ending.process.kill();
    }

    /** Has somebody use the hub, on a thread of its process; refusals are part of life. */
    void use(String what, Consumer<Hub> use) {
        var used = running;
        if (used == null || !listening) {
            trace(what + ": nobody answers");
            return;
        }
        used.process.execute(() -> {
            try {
                use.accept(used.hub);
                trace(what);
            } catch (HubException e) {
                trace(what + ": " + e.code() + " " + e.getMessage());
            }
        });
    }

    @Override
    public SimulatedProcess process() {
        return present().process;
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public TextListener link(String agentId) {
        return present().hub.link(agentId);
    }

    private Running present() {
        return Objects.requireNonNull(running, "nobody can be linked to a hub that does not listen");
    }

    private void trace(String what) {
        trace.add(time.instant(), "hub", what);
    }
}
