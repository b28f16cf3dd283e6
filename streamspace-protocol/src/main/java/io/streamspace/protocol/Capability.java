package io.streamspace.protocol;

import java.util.Set;
import java.util.TreeSet;

/**
 * Names of abilities that hub and agent announce to each other. In force is what both named; a name that one side does not know is carried
 * and ignored (rule P-3.4), which is why the wire holds strings and not this type's members.
 */
public final class Capability {
    /** A stream can go on over a new connection after its connection was lost. */
    public static final String STREAM_RESUME = "stream-resume";

    /** The ends of a stream are the agent and the viewer; the hub between them keeps nothing and may be replaced (rule P-5.13). */
    public static final String END_TO_END_RESUME = "end-to-end-resume";

    /** Agent to hub frames on stream connections are masked with the zero key, which costs no work on either side. */
    public static final String ZERO_MASK = "zero-mask";

    /** The agent's driver can hibernate and wake sessions. */
    public static final String HIBERNATE = "hibernate";

    private Capability() {}

    /** The capabilities in force between two sides. */
    public static Set<String> inForce(Set<String> ours, Set<String> theirs) {
        var both = new TreeSet<>(ours);
        both.retainAll(theirs);
        return Set.copyOf(both);
    }
}
