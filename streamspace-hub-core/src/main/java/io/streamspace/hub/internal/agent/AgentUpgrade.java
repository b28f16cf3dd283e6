package io.streamspace.hub.internal.agent;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.WebSocketHandshake;
import io.streamspace.vnc.ws.WebSocketPipelines;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets agents in by their own keys, for links and for stream connections. Blocks on the database. */
public final class AgentUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(AgentUpgrade.class);

    private final HubAgents agents;
    private final LinkParts parts;
    private final Function<String, UpgradeDecision> tunnel;

    /** @param tunnel takes a stream connection of an agent */
    public AgentUpgrade(HubAgents agents, LinkParts parts, Function<String, UpgradeDecision> tunnel) {
        this.agents = agents;
        this.parts = parts;
        this.tunnel = tunnel;
    }

    public UpgradeDecision link(UpgradeRequest request) {
        var wanted = request.queryParameter("agent_id");
        if (wanted.isEmpty()) {
            return new UpgradeDecision.Refuse(400, "invalid_request", "The query parameter agent_id is missing.");
        }
        if (!request.subprotocols().contains(AgentProtocol.LINK_SUBPROTOCOL)) {
            return subprotocolMissing(AgentProtocol.LINK_SUBPROTOCOL);
        }
        var deflate = WebSocketHandshake.deflate(request);
        return agentOf(request)
                .filter(wanted.get()::equals)
                .<UpgradeDecision>map(agentId -> new UpgradeDecision.Accept(
                        AgentProtocol.LINK_SUBPROTOCOL,
                        deflate.orElse(null),
                        WebSocketPipelines.text(
                                new AgentLink(agentId, parts), TextLimits.ofLink(), deflate.isPresent())))
                .orElseGet(() -> unknown(request));
    }

    public UpgradeDecision stream(UpgradeRequest request) {
        if (!request.subprotocols().contains(AgentProtocol.STREAM_SUBPROTOCOL)) {
            return subprotocolMissing(AgentProtocol.STREAM_SUBPROTOCOL);
        }
        return agentOf(request)
                .filter(agentId ->
                        request.queryParameter("agent_id").map(agentId::equals).orElse(true))
                .map(tunnel)
                .orElseGet(() -> unknown(request));
    }

    private Optional<String> agentOf(UpgradeRequest request) {
        return request.bearerToken().flatMap(agents::authenticate);
    }

    private static UpgradeDecision subprotocolMissing(String name) {
        return new UpgradeDecision.Refuse(
                400, "invalid_request", "The WebSocket must offer the sub-protocol " + name + ".");
    }

    private static UpgradeDecision unknown(UpgradeRequest request) {
        LOG.atWarn().addKeyValue("remote", request.remoteAddress()).log("agent refused: its key is not right");
        return new UpgradeDecision.Refuse(
                401, "unauthorized", "The agent's key is not right for this agent_id. Enrol the agent again.");
    }
}
