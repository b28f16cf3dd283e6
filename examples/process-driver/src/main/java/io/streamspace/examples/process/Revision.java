package io.streamspace.examples.process;

import java.util.Optional;

/**
 * Counts the changes of one session's state, generation by generation. What is read has a revision, what is written has the next one, and no
 * revision is written twice; so two processes that change the same state at the same moment find out, and the later of two attempts to start a
 * session has the higher revision.
 */
record Revision(long generation, long number) implements Comparable<Revision> {
    static Revision first(long generation) {
        return new Revision(generation, 1);
    }

    /** As high as that generation goes. */
    static Revision last(long generation) {
        return new Revision(generation, Long.MAX_VALUE);
    }

    /** Empty for what {@link #toString} never wrote. */
    static Optional<Revision> of(String text) {
        int dot = text.indexOf('.');
        try {
            return Optional.of(
                    new Revision(Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1))));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    Revision next() {
        return new Revision(generation, number + 1);
    }

    @Override
    public int compareTo(Revision other) {
        int byGeneration = Long.compare(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return generation + "." + number;
    }
}
