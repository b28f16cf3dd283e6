package io.streamspace.server.rest;

import io.streamspace.hub.Agents;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.ReadinessCheck;
import io.streamspace.hub.Shares;
import io.streamspace.hub.Templates;
import io.streamspace.hub.Ticket;
import io.streamspace.hub.Tickets;
import io.streamspace.hub.Viewers;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.server.ServedHub;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A hub in memory, so that a test can put sessions into any state; it refuses every WebSocket with status 418. */
public final class FakeHub implements ServedHub, Tickets {
    final FakeTemplates templates = new FakeTemplates();
    final FakeSessions sessions = new FakeSessions(templates);
    final FakeShares shares = new FakeShares(sessions);
    final FakeViewers viewers = new FakeViewers();
    final FakeAgents agents = new FakeAgents();
    final FakeQuotas quotas = new FakeQuotas();
    final List<String> issued = new CopyOnWriteArrayList<>();
    private volatile boolean startable = true;
    private volatile boolean ready = true;

    void setStartable(boolean isStartable) {
        startable = isStartable;
    }

    void setReady(boolean isReady) {
        ready = isReady;
    }

    @Override
    public void start() {
        if (!startable) {
            throw new HubException(Code.UNAVAILABLE, "The database is away.");
        }
    }

    @Override
    public FakeSessions sessions() {
        return sessions;
    }

    @Override
    public Agents agents() {
        return agents;
    }

    @Override
    public Templates templates() {
        return templates;
    }

    @Override
    public FakeQuotas quotas() {
        return quotas;
    }

    @Override
    public Tickets tickets() {
        return this;
    }

    @Override
    public Shares shares() {
        return shares;
    }

    @Override
    public Viewers viewers() {
        return viewers;
    }

    @Override
    public Ticket issue(String sessionId, String user, ViewerMode mode, ViewerMode maxMode, @Nullable String origin) {
        if (sessions.find(sessionId).orElseThrow().state() != SessionState.RUNNING) {
            throw new HubException(Code.INVALID_STATE, "The session is not running.");
        }
        issued.add(user + " " + mode + " " + maxMode + " " + origin);
        return new Ticket("ticket-" + issued.size(), Instant.EPOCH);
    }

    @Override
    public UpgradeRouter upgrades() {
        return request -> Optional.of(request.path())
                .filter(path -> path.startsWith("/api/v1/vnc/") || path.startsWith("/api/v1/agent"))
                .map(path -> CompletableFuture.completedFuture(new UpgradeDecision.Refuse(418, "teapot", path)));
    }

    @Override
    public List<ReadinessCheck> readiness() {
        return List.of(new ReadinessCheck("database", ready, ready ? "reachable" : "The database does not answer."));
    }

    @Override
    public void close() {}
}
