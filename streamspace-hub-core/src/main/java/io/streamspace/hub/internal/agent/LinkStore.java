package io.streamspace.hub.internal.agent;

import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.state.AgentEvent;
import io.streamspace.protocol.state.CommandEvent;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Transactions on behalf of a link, which have no effect once the link is not its agent's present one (rule P-2.6):
 * docs/decisions/0021-generations-and-epochs.md.
 */
public final class LinkStore {
    private final Database database;

    public LinkStore(Database database) {
        this.database = database;
    }

    /** @throws SupersededException where there is a newer link, or the agent was removed */
    <T> T call(LinkId link, Function<Tx, T> work) {
        return database.call(tx -> {
            if (!tx.agents().isCurrent(link.agentId(), link.epoch())) {
                throw new SupersededException(link);
            }
            return work.apply(tx);
        });
    }

    void run(LinkId link, Consumer<Tx> work) {
        call(link, tx -> {
            work.accept(tx);
            return true;
        });
    }

    /** Notes that a link is gone, unless there is a newer one; what it carried waits for the next. */
    public void lost(String agentId, long epoch) {
        database.run(tx -> tx.agents()
                .hold(agentId)
                .filter(agent -> agent.epoch() == epoch)
                .ifPresent(agent -> {
                    Transition.ofAgent(agent.agent().state(), AgentEvent.LINK_LOST)
                            .ifPresent(transition -> tx.agents().move(agent, transition));
                    returnCommands(tx, agentId, epoch);
                }));
    }

    /** Has what was sent over links up to an epoch sent again over the next (rule P-4.2). */
    static void returnCommands(Tx tx, String agentId, long epoch) {
        for (var command : tx.commands().underWay(agentId, epoch)) {
            Transition.ofCommand(command.state(), CommandEvent.LINK_LOST)
                    .ifPresent(transition -> tx.commands().move(command, transition));
        }
    }
}
