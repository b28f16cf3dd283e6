package io.streamspace.hub.internal;

import io.streamspace.hub.HubException;
import io.streamspace.hub.internal.agent.AgentUpgrade;
import io.streamspace.hub.internal.viewer.ViewerUpgrade;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each handshake to who decides it, on a thread that may block (rules P-1.1, P-1.2 and P-1.4). */
public final class HubRoutes implements UpgradeRouter {
    private static final Logger LOG = LoggerFactory.getLogger(HubRoutes.class);
    private static final Set<String> LINK_PATHS = Set.of(AgentProtocol.LINK_PATH, "/agent/ws", "/api/v1/agents/hub");
    private static final Set<String> VIEWER_PREFIXES = Set.of(AgentProtocol.VIEWER_PATH_PREFIX, "/vnc/");

    private final AgentUpgrade agents;
    private final ViewerUpgrade viewers;
    private final Executor executor;

    public HubRoutes(AgentUpgrade agents, ViewerUpgrade viewers, Executor executor) {
        this.agents = agents;
        this.viewers = viewers;
        this.executor = executor;
    }

    @Override
    public Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        if (LINK_PATHS.contains(request.path())) {
            return decide(() -> agents.link(request));
        }
        if (request.path().equals(AgentProtocol.STREAM_PATH)) {
            return decide(() -> agents.stream(request));
        }
        return VIEWER_PREFIXES.stream()
                .filter(prefix -> request.path().startsWith(prefix))
                .map(prefix -> request.path().substring(prefix.length()))
                .filter(sessionId -> !sessionId.isEmpty() && !sessionId.contains("/"))
                .findFirst()
                .flatMap(sessionId -> decide(() -> viewers.decide(sessionId, request)));
    }

    private Optional<CompletionStage<UpgradeDecision>> decide(Supplier<UpgradeDecision> decision) {
        return Optional.of(CompletableFuture.supplyAsync(() -> guarded(decision), executor));
    }

    private static UpgradeDecision guarded(Supplier<UpgradeDecision> decision) {
        try {
            return decision.get();
        } catch (HubException e) {
            return new UpgradeDecision.Refuse(503, e.code().wireName(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("handshake failed");
            return new UpgradeDecision.Refuse(
                    500, "internal_error", "The hub met an error of its own. Its log says more.");
        }
    }
}
