package io.streamspace.agent.election;

/** What can be wrong around the algorithm; the simulation must notice each. */
enum Bug {
    NONE,
    /** The store does not compare. */
    TAKES_WHATEVER_IS_THERE,
    /** The store compares holder and term only, and so gives away what has just been renewed. */
    TAKES_WHAT_WAS_RENEWED,
    /** The store lets a deposed leader renew. */
    RENEWS_WHAT_IS_ANOTHERS,
    /** A process's clock stands still while it sleeps. */
    CLOCK_SLEEPS_TOO,
    /** A process's clock runs at half speed. */
    CLOCK_RUNS_SLOW,
    /** Terms are only counted up, and the store forgets. */
    TERMS_ARE_FORGOTTEN,
    /** Nobody gives up before the store says so. */
    TIMER_NEVER_FIRES
}
