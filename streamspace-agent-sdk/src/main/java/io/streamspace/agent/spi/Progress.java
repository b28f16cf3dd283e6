package io.streamspace.agent.spi;

/** Takes news of a long verb, for people. Never throws, never blocks; may be called from any thread. */
@FunctionalInterface
public interface Progress {
    /** For whoever does not want to know. */
    Progress IGNORED = (stage, message, fraction) -> {};

    /**
     * Tells how far the verb is.
     *
     * @param stage a short stable name, such as {@code pulling_image}
     * @param message a sentence for the user
     * @param fraction from 0 to 1, or a negative number where nobody can tell
     */
    void report(String stage, String message, double fraction);
}
