package io.streamspace.server.agent;

import io.streamspace.agent.spi.LeaderElection;

/** Tells whoever watches the program how its election goes. */
record AnnouncedElection(LeaderElection election, String agentId) implements LeaderElection {
    @Override
    public void campaign(Candidate candidate) {
        System.out.println("Agent " + agentId + " stands by until it is elected.");
        election.campaign(new Candidate() {
            @Override
            public void elected(long term) {
                System.out.println("Agent " + agentId + " leads, term " + term + ".");
                candidate.elected(term);
            }

            @Override
            public void deposed() {
                System.out.println("Agent " + agentId + " no longer leads and stands by.");
                candidate.deposed();
            }
        });
    }

    @Override
    public boolean leads() {
        return election.leads();
    }

    @Override
    public void close() {
        election.close();
    }
}
