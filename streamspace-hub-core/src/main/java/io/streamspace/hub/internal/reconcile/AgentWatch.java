package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.HubSettings;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.agent.AgentLinks;
import io.streamspace.hub.internal.agent.LinkStore;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.CommandPayload;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the table of agents and the links of this replica in line, and picks up commands that another replica queued. */
public final class AgentWatch implements Reconciler.Step {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

    private final Database database;
    private final AgentLinks links;
    private final LinkStore store;
    private final HubSettings settings;
    private final InstantSource clock;
    private final Ids ids;

    public AgentWatch(
            Database database, AgentLinks links, LinkStore store, HubSettings settings, InstantSource clock, Ids ids) {
        this.database = database;
        this.links = links;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void take() {
        closeSuperseded();
        markSilent();
        markOrphaned();
        askForInventory();
        database.callOnce(tx -> tx.commands().waitingFor(links.agentIds())).forEach(links::deliver);
    }

    /** Another replica has a newer link, or the agent was removed there. */
    private void closeSuperseded() {
        var here = links.agentIds();
        var present = database.callOnce(tx -> tx.agents().epochs(here));
        for (var agentId : here) {
            var epoch = links.epochOf(agentId);
            var newest = present.get(agentId);
            if (newest == null) {
                links.close(agentId, CloseCode.AGENT_REMOVED);
            } else if (epoch.isPresent() && epoch.get() < newest) {
                links.close(agentId, epoch.get(), CloseCode.SUPERSEDED);
            }
        }
    }

    /** Those of other replicas: a link of this one watches its own silence, also while its heartbeats wait for the database. */
    private void markSilent() {
        var before = clock.instant().minus(settings.heartbeatTimeout());
        database.callOnce(tx -> tx.agents().silentSince(before)).stream()
                .filter(agent -> !links.isCurrent(agent.id(), agent.epoch()))
                .forEach(agent -> offline(agent, "silent"));
    }

    /** The table says that the link is here, and it is not: its end could not be written. */
    private void markOrphaned() {
        database.callOnce(tx -> tx.agents().heldBy(settings.replicaId())).stream()
                .filter(agent -> links.epochOf(agent.id()).isEmpty())
                // A link is in the table a moment before it is in the registry.
                .filter(agent -> clock.instant().isAfter(lastSeen(agent).plus(settings.heartbeatInterval())))
                .forEach(agent -> offline(agent, "gone"));
    }

    private static Instant lastSeen(StoredAgent agent) {
        var heartbeat = agent.agent().lastHeartbeat();
        return heartbeat == null ? agent.agent().createdAt() : heartbeat;
    }

    private void offline(StoredAgent agent, String why) {
        LOG.atWarn().addKeyValue("agentId", agent.id()).addKeyValue("why", why).log("agent counts as offline");
        store.lost(agent.id(), agent.epoch());
    }

    private void askForInventory() {
        var before = clock.instant().minus(settings.inventoryInterval());
        database.runOnce(tx -> tx.agents()
                .takeInventoryDue(links.agentIds(), before)
                .forEach(agentId -> tx.commands()
                        .queue(
                                ids.command(),
                                agentId,
                                null,
                                0,
                                new CommandPayload.ListSessions(),
                                settings.commandTimeout())));
    }
}
