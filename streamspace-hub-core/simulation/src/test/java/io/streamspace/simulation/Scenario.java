package io.streamspace.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a seed makes happen: how many there are of everything, and which faults come when. Not every seed has every kind of fault, since some
 * hide others.
 *
 * @param trouble how long users and faults go on
 * @param capacities sessions that each agent has room for
 * @param sessions sessions that users start
 */
record Scenario(Duration trouble, List<Integer> capacities, int sessions, List<Planned> faults) {
    /** What can go wrong. */
    enum Fault {
        CUT,
        SILENCE,
        STALL,
        AGENT_KILLED,
        HUB_KILLED,
        HUB_RESTARTED,
        DATABASE_AWAY,
        DATABASE_SHAKY,
        PLATFORM_AWAY,
        SESSION_LOST
    }

    /**
     * One fault.
     *
     * @param at since the beginning
     * @param lasts for how long, where it lasts
     * @param which whom it meets, in whatever way the fault counts them
     */
    record Planned(Fault fault, Duration at, Duration lasts, int which) {}

    static Scenario drawn(RandomGenerator random) {
        var trouble = Duration.ofSeconds(random.nextInt(60, 180));
        var capacities = new ArrayList<Integer>();
        for (int i = random.nextInt(2, 4); i > 0; i--) {
            capacities.add(random.nextInt(2, 5));
        }
        var faults = new ArrayList<Planned>();
        for (var fault : Fault.values()) {
            int times = random.nextInt(5) < 2 ? random.nextInt(1, 4) : 0;
            for (int i = 0; i < times; i++) {
                faults.add(new Planned(
                        fault,
                        Duration.ofMillis(random.nextLong(trouble.toMillis())),
                        Duration.ofMillis(random.nextInt(200, 25_000)),
                        random.nextInt(1_000)));
            }
        }
        return new Scenario(trouble, capacities, random.nextInt(6, 11), faults);
    }
}
