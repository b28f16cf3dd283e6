package io.streamspace.hub.internal;

import io.streamspace.hub.Agents;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubSettings;
import io.streamspace.hub.Quotas;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.Shares;
import io.streamspace.hub.Templates;
import io.streamspace.hub.Tickets;
import io.streamspace.hub.Viewers;
import io.streamspace.hub.internal.agent.AgentLink;
import io.streamspace.hub.internal.agent.LinkParts;
import io.streamspace.hub.internal.reconcile.Reconciler;
import io.streamspace.hub.internal.reconcile.SecretSealing;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Migrations;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a hub, put together by its builder, and the order in which they start and stop.
 *
 * @param owned what the hub made for itself and therefore ends, in this order
 */
public record HubParts(
        HubSettings settings,
        Migrations migrations,
        Database database,
        SecretSealing sealing,
        Sessions sessions,
        Agents agents,
        Templates templates,
        Quotas quotas,
        Tickets tickets,
        Shares shares,
        Viewers viewers,
        UpgradeRouter routes,
        LinkParts links,
        HubTunnel tunnel,
        Reconciler reconciler,
        List<Runnable> owned) {
    private static final Logger LOG = LoggerFactory.getLogger(HubParts.class);
    private static final Duration COME_BACK_WITHIN = Duration.ofSeconds(3);
    private static final int GLANCES = 200;
    private static final Duration GLANCE = Duration.ofMillis(10);

    public HubParts {
        owned = List.copyOf(owned);
    }

    public void start() {
        migrations.apply();
        sealing.run();
        // Nobody is linked to a replica that has just started, whatever an earlier life of it left in the table.
        releaseAgents();
        reconciler.start();
        LOG.atInfo().addKeyValue("replicaId", settings.replicaId()).log("hub started");
    }

    public TextListener link(String agentId) {
        return new AgentLink(agentId, links);
    }

    public void close() {
        reconciler.stop();
        links.links().shutdown(() -> Duration.ofMillis(links.ids().upTo(COME_BACK_WITHIN.toMillis())));
        tunnel.shutdown(CloseCode.SERVER_RESTARTING);
        awaitGoodbyes();
        try {
            releaseAgents();
        } catch (HubException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("agents stay marked as linked until they are back");
        }
        owned.forEach(Runnable::run);
        LOG.atInfo().addKeyValue("replicaId", settings.replicaId()).log("hub stopped");
    }

    private void releaseAgents() {
        database.callOnce(tx -> tx.agents().heldBy(settings.replicaId()))
                .forEach(agent -> links.store().lost(agent.id(), agent.epoch()));
    }

    /** What the links still have to write, they write now. */
    private void awaitGoodbyes() {
        for (int i = 0; i < GLANCES && !links.links().isEmpty(); i++) {
            try {
                links.pause().of(GLANCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
