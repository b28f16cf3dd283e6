package io.streamspace.agent.election;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lease as one line of text, for stores that keep text: version, holder, term, renewal, duration in milliseconds, {@code held} or {@code free}. A holder has no blanks. Holder and term
 * come first, so that a store can compare them as a prefix, and whether it is free comes last.
 */
public final class LeaseText {
    private static final String VERSION = "v1";
    private static final String FREE = "free";
    private static final String HELD = "held";
    private static final int FIELDS = 6;

    private LeaseText() {}

    /** The lease in words. */
    public static String of(Lease lease) {
        return tenure(lease) + lease.renewal() + " " + lease.duration().toMillis() + " " + (lease.free() ? FREE : HELD);
    }

    /** What all texts of the same holder and term begin with, and no other's. */
    public static String tenure(Lease lease) {
        if (lease.holder().chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a holder's name has no blanks; this one is '" + lease.holder() + "'");
        }
        return VERSION + " " + lease.holder() + " " + lease.term() + " ";
    }

    /**
     * The lease of {@link #of}.
     *
     * @param where what holds the text, as the beginning of a sentence
     * @throws IOException where it is no such text, with a sentence that says what to do
     */
    public static Lease parse(String text, String where) throws IOException {
        String[] fields = text.strip().split(" ");
        try {
            if (fields.length == FIELDS && fields[0].equals(VERSION)) {
                return new Lease(
                        fields[1],
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Duration.ofMillis(Long.parseLong(fields[4])),
                        fields[5].equals(FREE));
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(where, e);
        }
        throw unreadable(where, null);
    }

    private static IOException unreadable(String where, @Nullable Exception cause) {
        return new IOException(
                where + " holds no lease that this version can read. Remove it while no agent of this id runs.", cause);
    }
}
