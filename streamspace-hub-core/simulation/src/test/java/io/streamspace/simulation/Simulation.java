package io.streamspace.simulation;

import io.streamspace.hub.HubSettings;
import io.streamspace.hub.Template;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.simulation.Scenario.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of a hub and its agents, all of it drawn from one seed: first users and faults, then peace, then the questions. The whole assembly
 * is the constructor.
 */
final class Simulation implements AutoCloseable {
    private static final String ENROLMENT_KEY = "simulated-enrolment";
    private static final Duration GLANCE = Duration.ofSeconds(10);
    private static final int MAX_GLANCES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(12);
    private static final Duration REST = Duration.ofSeconds(60);
    private static final long MAX_EVENTS = 200_000;

    private final Books books;
    private final Scenario scenario;
    private final Trace trace = new Trace();
    private final SimulatedTime time;
    private final Turns turns;
    private final SimulatedHub hub;
    private final SimulatedNetwork network;
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private final Users users;
    private final Inspection inspection;

    Simulation(long seed, Books books, Bugs bugs) {
        this.books = books;
        books.clear();
        var random = new SplittableRandom(seed);
        scenario = Scenario.drawn(random.split());
        time = new SimulatedTime(random.split());
        turns = new Turns(time);
        hub = new SimulatedHub(time, turns, trace, random.split(), books.dataSource(), settings(bugs));
        network = new SimulatedNetwork(time, trace, random.split(), bugs.messages(), hub);
        for (int capacity : scenario.capacities()) {
            var name = "agent-" + (agents.size() + 1);
            var platform = new SimulatedPlatform(time, trace, random.split(), name, (where, session) -> {
                boolean done = books.isStartDone(session.sessionId(), session.generation());
                Invariant.STARTED_ONCE.check(!done, where + " starts again " + session);
            });
            agents.add(new SimulatedAgent(
                    name, capacity, time, turns, trace, random.split(), network, platform, bugs.drivers()));
        }
        users = new Users(time, random.split(), hub);
        inspection = new Inspection(books, agents);
    }

    private static HubSettings settings(Bugs bugs) {
        var sooner = HubSettings.builder()
                .enrolmentKeys(ENROLMENT_KEY)
                .heartbeatInterval(Duration.ofSeconds(10))
                .heartbeatTimeout(Duration.ofSeconds(30))
                .commandTimeout(Duration.ofSeconds(40))
                .placementTimeout(Duration.ofSeconds(120))
                .reconcileInterval(Duration.ofSeconds(5))
                .inventoryInterval(Duration.ofSeconds(45));
        return bugs.settings().apply(sooner).build();
    }

    /** @throws BrokenInvariantException where one does not hold */
    void run() {
        begin();
        users.plan(scenario.sessions(), scenario.trouble());
        scenario.faults().forEach(fault -> time.after(fault.at(), () -> strike(fault)));
        play(scenario.trouble());
        peace();
        settle();
        checkStaysSettled();
        checkPromises();
        checkEnds();
        checkServes();
        inspection.checkMoves();
    }

    private void begin() {
        hub.start();
        playUntil(hub::isListening, REST);
        hub.use("set-up", used -> {
            used.templates().put(Template.of(Users.TEMPLATE, "Desk", Map.of("simulation", "")));
            agents.forEach(agent -> used.agents().register(ENROLMENT_KEY, agent.id(), "simulation", null));
        });
        play(Duration.ofSeconds(1));
        agents.forEach(SimulatedAgent::start);
    }

    private void strike(Planned planned) {
        trace.add(time.instant(), "fault", planned.toString());
        var agent = agents.get(planned.which() % agents.size());
        var until = time.instant().plus(planned.lasts());
        switch (planned.fault()) {
            case CUT -> link(planned).ifPresent(SimulatedLink::cut);
            case SILENCE -> link(planned).ifPresent(SimulatedLink::silence);
            case STALL -> link(planned).ifPresent(link -> link.stall(planned.lasts()));
            case AGENT_KILLED -> {
                agent.kill();
                time.at(until, () -> startAgain(agent));
            }
            case HUB_KILLED -> {
                hub.kill();
                time.at(until, this::startHubAgain);
            }
            case HUB_RESTARTED -> {
                hub.stop();
                time.at(until, this::startHubAgain);
            }
            case DATABASE_AWAY -> hub.health().goAway(until);
            case DATABASE_SHAKY -> hub.health().shake(until);
            case PLATFORM_AWAY -> agent.platform().goAway(planned.lasts());
            case SESSION_LOST -> agent.platform().loseOne();
        }
    }

    private Optional<SimulatedLink> link(Planned planned) {
        var open = network.openLinks();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(planned.which() % open.size()));
    }

    private static void startAgain(SimulatedAgent agent) {
        if (!agent.isRunning()) {
            agent.start();
        }
    }

    private void startHubAgain() {
        if (!hub.isRunning()) {
            hub.start();
        }
    }

    /** Nothing goes wrong any more, and who is down comes back. */
    private void peace() {
        trace.add(time.instant(), "peace", "");
        hub.health().mend();
        network.mend();
        agents.forEach(agent -> agent.platform().mend());
        startHubAgain();
        agents.forEach(Simulation::startAgain);
    }

    private void settle() {
        var until = time.instant().plus(PATIENCE);
        play(GLANCE);
        var waiting = new HashMap<String, Integer>();
        for (var unrest = inspection.unrest(); !unrest.isEmpty(); unrest = inspection.unrest()) {
            Invariant.SETTLES.check(time.instant().isBefore(until), unrest.toString());
            var now = inspection.waitingInVain();
            waiting.keySet().retainAll(now);
            now.forEach(session -> Invariant.PLACED.check(
                    waiting.merge(session, 1, Integer::sum) < MAX_GLANCES, session + " waits though there is room"));
            play(GLANCE);
        }
        trace.add(time.instant(), "settled", "");
    }

    private void checkStaysSettled() {
        var before = inspection.sessionMoves();
        play(REST);
        // Who waits in vain waits until the deadline.
        var stirred = inspection.sessionMoves().stream()
                .skip(before.size())
                .filter(move -> !"pending".equals(move.from()))
                .toList();
        Invariant.STAYS_SETTLED.check(stirred.isEmpty(), stirred.toString());
        var disorder = inspection.disorder();
        Invariant.STAYS_SETTLED.check(disorder.isEmpty(), disorder.toString());
    }

    private void checkPromises() {
        for (var session : users.promisedToEnd()) {
            var state = inspection.stateOf(session);
            Invariant.ENDS.check(state.filter(SessionState.TERMINATED::equals).isPresent(), session + " is " + state);
        }
    }

    private void checkEnds() {
        books.sessions().forEach(session -> users.terminate(session.id()));
        settle();
        checkPromises();
        for (var agent : agents) {
            var left = agent.platform().incarnations();
            Invariant.ENDS.check(left.isEmpty(), agent.id() + " has " + left);
        }
    }

    private void checkServes() {
        var session = new AtomicReference<@Nullable String>();
        users.start(session);
        playUntil(
                () -> session.get() != null
                        && agents.stream()
                                .anyMatch(agent ->
                                        agent.platform().find(session.get()).isPresent()),
                REST);
        settle();
        var state = inspection.stateOf(Objects.requireNonNullElse(session.get(), "none"));
        Invariant.SERVES.check(state.filter(SessionState.RUNNING::equals).isPresent(), "it is " + state);
    }

    private void play(Duration duration) {
        playUntil(() -> false, duration);
    }

    private void playUntil(BooleanSupplier over, Duration atMost) {
        var until = time.instant().plus(atMost);
        turns.playUntil(() -> over.getAsBoolean() || !time.instant().isBefore(until) || time.played() > MAX_EVENTS);
        Invariant.BOUNDED.check(time.played() <= MAX_EVENTS, time.played() + " events have happened");
    }

    Trace trace() {
        return trace;
    }

    long events() {
        return time.played();
    }

    /** Ends all processes and their threads. */
    @Override
    public void close() {
        hub.kill();
        agents.forEach(SimulatedAgent::kill);
        turns.playUntil(() -> !turns.isAsleep());
        turns.close();
    }
}
