package io.streamspace.agent.spi;

/**
 * Chooses one of several agent processes that share an agent id. The leader links to the hub; the others stand by. A hub refuses a link
 * whose term is lower than one that it has seen, so a deposed leader that does not know it yet can do no harm.
 */
public interface LeaderElection extends AutoCloseable {
    /** Hears how the election goes; calls come one at a time, from any thread, and must not be blocked by the candidate. */
    interface Candidate {
        /**
         * This process leads now.
         *
         * @param term higher than that of every earlier leader; 0 where there is no election
         */
        void elected(long term);

        /** This process no longer leads, or cannot prove that it does. */
        void deposed();
    }

    /** Starts to take part; returns at once. Called once. */
    void campaign(Candidate candidate);

    /**
     * Whether this process can prove at this very moment that it leads; asked before anything is begun, from any thread, and does not block. A
     * process that was suspended gets the answer here before it is told {@link Candidate#deposed}. Once false it stays so until the candidate
     * was deposed and elected again.
     */
    boolean leads();

    /** Leaves the election, giving up the lead where this process has it. */
    @Override
    void close();

    /** No election: the only process with its agent id leads at once, with term 0. */
    static LeaderElection alone() {
        return new LeaderElection() {
            @Override
            public void campaign(Candidate candidate) {
                candidate.elected(0);
            }

            @Override
            public boolean leads() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
