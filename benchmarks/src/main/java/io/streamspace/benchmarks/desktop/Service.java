package io.streamspace.benchmarks.desktop;

import java.util.Locale;

/** What a desktop of the benchmark does with a connection. */
public enum Service {
    /** Sends as many bytes as its first {@link SourceRequest} says, and ends. */
    SOURCE,
    /** Counts what it gets; the first eight bytes name the counter. */
    SINK,
    /** Sends back what it gets. */
    ECHO,
    /** Sends the first line of RFB, as a VNC server does at once. */
    GREETING,
    /** Sends that line, and holds the connection without a thread. */
    PARKED;

    /** The name under which a tunnel knows it. */
    public String session() {
        return name().toLowerCase(Locale.ROOT);
    }
}
