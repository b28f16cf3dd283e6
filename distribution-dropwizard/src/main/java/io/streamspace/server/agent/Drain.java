package io.streamspace.server.agent;

import io.streamspace.agent.Agent;
import io.streamspace.agent.AgentHealth;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Waits for an agent's sessions to end, and says for which. Whatever is left at the deadline goes on without the agent. */
final class Drain {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Agent agent;
    private final Consumer<String> operator;

    Drain(Agent agent, Consumer<String> operator) {
        this.agent = agent;
        this.operator = operator;
    }

    /**
     * Takes nothing new and waits, at most so long; blocks.
     *
     * @return the sessions that are left
     */
    List<String> await(Duration limit) throws InterruptedException {
        agent.drain();
        long end = System.nanoTime() + limit.toNanos();
        List<String> told = List.of();
        while (System.nanoTime() - end < 0) {
            List<String> left = left();
            if (left.isEmpty() && settled()) {
                operator.accept("Drained: no session is left.");
                return List.of();
            }
            if (!left.equals(told)) {
                operator.accept(
                        "Draining: waiting for " + left.size() + " sessions to end: " + String.join(", ", left));
                told = left;
            }
            if (agent.awaitTermination(LOOK)) {
                return left();
            }
        }
        List<String> left = left();
        operator.accept(
                "The time for draining is over; these sessions go on without this agent: " + String.join(", ", left));
        return left;
    }

    private List<String> left() {
        return agent.sessions().stream().sorted().toList();
    }

    // Before the first link nothing is known for sure, and a command that is at work may be a start.
    private boolean settled() {
        AgentHealth health = agent.status();
        return health.link() == AgentHealth.Link.ONLINE && health.runningCommands() == 0;
    }
}
