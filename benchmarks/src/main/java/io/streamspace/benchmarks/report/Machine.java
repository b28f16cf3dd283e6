package io.streamspace.benchmarks.report;

import java.lang.management.ManagementFactory;

/** Where a run took place, without saying on which host. */
public record Machine(int cores, String system, String jdk) {
    /** This one. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    /** Processes that run or wait for a processor, averaged over the last minute; negative where the system does not say. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    @Override
    public String toString() {
        return "%d cores, %s, JDK %s".formatted(cores, system, jdk);
    }
}
