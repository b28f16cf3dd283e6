package io.streamspace.hub;

import io.streamspace.hub.internal.HubParts;
import io.streamspace.hub.internal.HubQuotas;
import io.streamspace.hub.internal.HubRoutes;
import io.streamspace.hub.internal.HubTemplates;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.ThreadTimers;
import io.streamspace.hub.internal.agent.AgentLinks;
import io.streamspace.hub.internal.agent.AgentUpgrade;
import io.streamspace.hub.internal.agent.CommandReports;
import io.streamspace.hub.internal.agent.Handshake;
import io.streamspace.hub.internal.agent.HubAgents;
import io.streamspace.hub.internal.agent.LinkMeters;
import io.streamspace.hub.internal.agent.LinkParts;
import io.streamspace.hub.internal.agent.LinkStore;
import io.streamspace.hub.internal.agent.SecretDelivery;
import io.streamspace.hub.internal.agent.StatusReports;
import io.streamspace.hub.internal.placement.Placer;
import io.streamspace.hub.internal.reconcile.AgentWatch;
import io.streamspace.hub.internal.reconcile.Housekeeping;
import io.streamspace.hub.internal.reconcile.Limits;
import io.streamspace.hub.internal.reconcile.Overdue;
import io.streamspace.hub.internal.reconcile.Reconciler;
import io.streamspace.hub.internal.reconcile.SecretSealing;
import io.streamspace.hub.internal.reconcile.Stuck;
import io.streamspace.hub.internal.secret.Vault;
import io.streamspace.hub.internal.session.HubSessions;
import io.streamspace.hub.internal.session.Inventory;
import io.streamspace.hub.internal.session.Observations;
import io.streamspace.hub.internal.session.QuotaGate;
import io.streamspace.hub.internal.session.SessionBus;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Deadlines;
import io.streamspace.hub.internal.store.Migrations;
import io.streamspace.hub.internal.store.Signals;
import io.streamspace.hub.internal.viewer.ActivityLog;
import io.streamspace.hub.internal.viewer.HubShares;
import io.streamspace.hub.internal.viewer.HubTickets;
import io.streamspace.hub.internal.viewer.HubViewers;
import io.streamspace.hub.internal.viewer.Revocations;
import io.streamspace.hub.internal.viewer.TunnelSide;
import io.streamspace.hub.internal.viewer.ViewerOrders;
import io.streamspace.hub.internal.viewer.ViewerUpgrade;
import io.streamspace.hub.spi.Timers;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.TunnelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a hub's parts are put together; read it from top to bottom. */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int GRACE_SECONDS = 2;

    private final HubBuilder builder;
    private final HubSettings settings;
    private final List<Runnable> owned = new ArrayList<>();
    private final Timers timers;
    private final Executor executor;
    private final Ids ids;
    private final Signals signals = new Signals();
    private final AgentLinks links = new AgentLinks();
    private final ActivityLog activity;
    private final Database database;
    private final Revocations revocations;
    private final LinkStore linkStore;
    private final Vault vault;
    private final SessionBus bus;
    private final SessionFlow flow;
    private final Observations observations;
    private final Inventory inventory;
    private final CommandReports commands;
    private final Placer placer;
    private final HubTunnel tunnel;

    Assembly(HubBuilder builder) {
        this.builder = builder;
        this.settings = builder.settings();
        this.timers = builder.timers().orElseGet(this::ownTimers);
        this.executor = builder.executor().orElseGet(this::ownExecutor);
        this.ids = new Ids(builder.random());
        this.activity = new ActivityLog(builder.clock());
        this.revocations = new Revocations(builder.clock());
        this.database = new Database(
                builder.dataSource(),
                builder.clock(),
                builder.random(),
                timers::pause,
                settings.storeRetry(),
                new Deadlines(settings.placementTimeout(), settings.commandTimeout()),
                signals);
        this.linkStore = new LinkStore(database);
        this.vault = new Vault(settings.secretKeys(), builder.random());
        this.bus = new SessionBus(executor);
        this.flow = new SessionFlow(ids, settings.commandTimeout());
        this.observations = new Observations(flow);
        this.inventory = new Inventory(flow, observations);
        this.commands = new CommandReports(flow, observations, inventory);
        this.placer = new Placer(database, flow, builder.placement(), executor);
        this.tunnel = HubTunnel.builder(new TunnelSide(links, activity, revocations, this::kick))
                .settings(TunnelSettings.defaults().withViewerIdleTimeout(settings.viewerIdleTimeout()))
                .meters(builder.meters())
                .random(builder.random())
                .build();
    }

    HubParts parts() {
        connect();
        var agents = new HubAgents(database, flow, links, ids, settings.enrolmentKeys(), placer::wake);
        var tickets = new HubTickets(database, ids, settings.ticketLifetime());
        var linkParts = linkParts();
        var routes = new HubRoutes(
                new AgentUpgrade(agents, linkParts, tunnel::acceptAgentStream),
                new ViewerUpgrade(
                        database,
                        tickets,
                        builder.viewerTokens(),
                        settings.allowedOrigins(),
                        revocations,
                        ids,
                        tunnel::acceptViewer),
                executor);
        return new HubParts(
                settings,
                new Migrations(builder.dataSource()),
                database,
                new SecretSealing(database, vault),
                new HubSessions(database, flow, bus, ids, new QuotaGate(builder.meters()), vault),
                agents,
                new HubTemplates(database),
                new HubQuotas(database),
                tickets,
                new HubShares(database),
                new HubViewers(database, tunnel),
                routes,
                linkParts,
                tunnel,
                reconciler(),
                owned);
    }

    /** What follows from what was committed. */
    private void connect() {
        signals.onSession(bus::changed);
        signals.onSession(session -> {
            if (session.state() == SessionState.PENDING
                    ? session.reason() == null
                    : !session.state().occupiesAgent()) {
                placer.wake();
            }
        });
        signals.onSession(this::endViewers);
        signals.onViewerOrder(new ViewerOrders(tunnel, revocations)::carryOut);
        signals.onCommandQueued(links::deliver);
        signals.onCommandCancelled(links::cancel);
    }

    private void kick(String viewerId, CloseCode code) {
        tunnel.kick(viewerId, code);
    }

    private void endViewers(Session session) {
        switch (session.state()) {
            case RUNNING -> {}
            case TERMINATING, TERMINATED -> tunnel.closeSession(session.id(), CloseCode.SESSION_ENDED);
            case PENDING, STARTING, HIBERNATING, HIBERNATED, WAKING, FAILED ->
                tunnel.closeSession(session.id(), CloseCode.SESSION_NOT_RUNNING);
        }
    }

    private LinkParts linkParts() {
        return new LinkParts(
                settings,
                builder.clock(),
                timers,
                timers::pause,
                executor,
                new MessageCodec(builder.clock()),
                ids,
                linkStore,
                new Handshake(database, inventory, settings),
                commands,
                new SecretDelivery(vault, commands),
                new StatusReports(flow, observations),
                links,
                bus,
                tunnel::agentOffline,
                new LinkMeters(builder.meters(), links),
                placer::wake);
    }

    private Reconciler reconciler() {
        return new Reconciler(
                timers,
                executor,
                settings.reconcileInterval(),
                List.of(
                        new Overdue(database, flow, commands),
                        new Stuck(database, flow, builder.clock()),
                        new Limits(database, flow, builder.meters(), builder.clock()),
                        new AgentWatch(database, links, linkStore, settings, builder.clock(), ids),
                        placer::wake,
                        new Housekeeping(database, activity, builder.clock())));
    }

    private Timers ownTimers() {
        var own = new ThreadTimers();
        owned.add(own::close);
        return own;
    }

    private Executor ownExecutor() {
        ExecutorService own = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("streamspace-hub-", 0).factory());
        owned.add(() -> end(own));
        return task -> {
            try {
                own.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.atDebug().log("came after the end");
            }
        };
    }

    /** What has begun may finish; what hangs is interrupted. */
    private static void end(ExecutorService own) {
        own.shutdown();
        try {
            if (!own.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                own.shutdownNow();
            }
        } catch (InterruptedException e) {
            own.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
