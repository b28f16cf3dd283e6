package io.streamspace.simulation;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where sessions really run, like a container runtime: outlives agents, and what was begun there goes on without them. Holds one agent's
 * sessions.
 */
final class SimulatedPlatform {
    private final SimulatedTime time;
    private final Trace trace;
    private final RandomGenerator random;
    private final String name;
    private final Starts starts;
    private final List<Incarnation> incarnations = new ArrayList<>();
    private final List<SessionListener> watchers = new ArrayList<>();
    private final Map<String, Long> newest = new HashMap<>();
    private Instant awayUntil = Instant.MIN;
    private boolean sound;
    private int made;

    /** Hears of every incarnation before it is made. */
    interface Starts {
        void starting(String platform, SessionRef session);
    }

    SimulatedPlatform(SimulatedTime time, Trace trace, RandomGenerator random, String name, Starts starts) {
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.name = name;
        this.starts = starts;
    }

    RandomGenerator random() {
        return random;
    }

    List<Incarnation> incarnations() {
        return List.copyOf(incarnations);
    }

    Optional<Incarnation> find(String sessionId) {
        return incarnations.stream()
                .filter(incarnation -> incarnation.sessionId.equals(sessionId))
                .findFirst();
    }

    /** Whether calls fail at the moment. */
    boolean isAway() {
        return time.instant().isBefore(awayUntil);
    }

    void goAway(Duration duration) {
        awayUntil = time.instant().plus(duration);
    }

    /** From here on nothing fails by itself; boots that have begun end as they will. */
    void mend() {
        awayUntil = Instant.MIN;
        sound = true;
    }

    /** Whether nothing newer of the session was ever made here. */
    boolean isNews(SessionRef session) {
        return session.generation() >= newest.getOrDefault(session.sessionId(), 0L);
    }

    /** Begins a new incarnation, which comes up or fails by itself. */
    Incarnation create(SessionRef session) {
        var twin = incarnations.stream()
                .filter(i -> i.sessionId.equals(session.sessionId()) && i.isLive())
                .findFirst();
        Invariant.ONE_INCARNATION.check(twin.isEmpty(), name + " has " + twin + " and is to make " + session);
        Invariant.NO_STEP_BACK.check(isNews(session), name + " had a newer run of " + session);
        starts.starting(name, session);
        newest.put(session.sessionId(), session.generation());
        var made = new Incarnation(session.sessionId(), session.generation(), name + "/" + ++this.made);
        incarnations.add(made);
        trace("made " + made);
        boolean fails = !sound && random.nextInt(10) == 0;
        time.after(bootTime(), () -> booted(made, fails));
        return made;
    }

    private Duration bootTime() {
        boolean slow = !sound && random.nextInt(8) == 0;
        return Duration.ofMillis(slow ? random.nextInt(20_000, 90_000) : random.nextInt(200, 8_000));
    }

    private void booted(Incarnation made, boolean fails) {
        if (made.state == ObservedState.STARTING && incarnations.contains(made)) {
            change(made, fails ? ObservedState.FAILED : ObservedState.RUNNING);
        }
    }

    void change(Incarnation incarnation, ObservedState state) {
        if (incarnation.state != state) {
            incarnation.state = state;
            trace("has " + incarnation);
            tell(incarnation.facts());
        }
    }

    /** Removes all of a session, on request. */
    void remove(String sessionId) {
        incarnations.stream()
                .filter(i -> i.sessionId.equals(sessionId))
                .toList()
                .forEach(this::remove);
    }

    private void remove(Incarnation incarnation) {
        incarnations.remove(incarnation);
        incarnation.state = ObservedState.STOPPED;
        trace("removed " + incarnation);
    }

    /** Something goes wrong on the platform: one session breaks, or vanishes altogether. */
    void loseOne() {
        var live = incarnations.stream().filter(Incarnation::isLive).toList();
        if (live.isEmpty()) {
            return;
        }
        var victim = live.get(random.nextInt(live.size()));
        if (random.nextBoolean()) {
            change(victim, ObservedState.FAILED);
        } else {
            remove(victim);
            tell(SessionFacts.absent(new SessionRef(victim.sessionId, victim.generation, null)));
        }
    }

    /** Makes the listener hear what changes here; some of it never arrives. */
    AutoCloseable watch(SessionListener listener) {
        watchers.add(listener);
        return () -> watchers.remove(listener);
    }

    private void tell(SessionFacts facts) {
        for (var watcher : List.copyOf(watchers)) {
            if (sound || random.nextInt(6) != 0) {
                time.after(Duration.ofMillis(random.nextInt(5, 1500)), () -> watcher.changed(facts));
            }
        }
    }

    private void trace(String what) {
        trace.add(time.instant(), name, what);
    }
}
