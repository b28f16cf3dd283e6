package io.streamspace.benchmarks.scenario;

import java.util.Locale;

/** Which way the bytes go. */
public enum Direction {
    /** Desktop to viewer. */
    DOWN,
    /** Viewer to desktop. */
    UP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
