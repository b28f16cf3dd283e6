package io.streamspace.simulation;

/** What must hold in every simulation. */
enum Invariant {
    /** A platform never holds two incarnations of one session at a time. */
    ONE_INCARNATION,
    /** A start that is known to have succeeded is never done again for the same generation. */
    STARTED_ONCE,
    /** A platform never starts an older generation of a session after a newer one. */
    NO_STEP_BACK,
    /** States of sessions, commands and agents change by rows of their tables only. */
    TABLES,
    /** Nobody is placed or woken where there is no room. */
    CAPACITY,
    /** Nobody waits for a place while an agent has room. */
    PLACED,
    /** Once faults have ended, all comes to rest: sessions steady and as their platform has them, commands done, agents linked. */
    SETTLES,
    /** At rest nothing stirs. */
    STAYS_SETTLED,
    /** What a user was promised to be ended ends, and then nothing of it is left on any platform. */
    ENDS,
    /** At rest a new session comes up. */
    SERVES,
    /** A simulation ends within a bounded number of events. */
    BOUNDED;

    /** Does nothing where it holds. */
    void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new BrokenInvariantException(this, otherwise);
        }
    }
}
