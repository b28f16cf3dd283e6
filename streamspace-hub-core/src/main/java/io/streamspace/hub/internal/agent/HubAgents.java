package io.streamspace.hub.internal.agent;

import io.streamspace.hub.Agent;
import io.streamspace.hub.AgentQuery;
import io.streamspace.hub.Agents;
import io.streamspace.hub.Enrolment;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Session;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.Names;
import io.streamspace.hub.internal.Secrets;
import io.streamspace.hub.internal.session.SessionFlow;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.SessionTable.Usage;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.state.AgentEvent;
import io.streamspace.protocol.state.AgentState;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's agents: each call is one transaction. */
public final class HubAgents implements Agents {
    private static final Logger LOG = LoggerFactory.getLogger(HubAgents.class);
    private static final Session.Failure REMOVED = new Session.Failure(
            "agent_removed", "The machine that ran this desktop was removed. Start it again on another one.");

    private final Database database;
    private final SessionFlow flow;
    private final AgentLinks links;
    private final Ids ids;
    private final List<String> enrolmentKeys;
    private final Runnable roomChanged;

    public HubAgents(
            Database database,
            SessionFlow flow,
            AgentLinks links,
            Ids ids,
            List<String> enrolmentKeys,
            Runnable roomChanged) {
        this.database = database;
        this.flow = flow;
        this.links = links;
        this.ids = ids;
        this.enrolmentKeys = enrolmentKeys;
        this.roomChanged = roomChanged;
    }

    @Override
    public Enrolment register(String enrolmentKey, String agentId, String platform, @Nullable String region) {
        if (!Secrets.isOneOf(enrolmentKey, enrolmentKeys)) {
            LOG.atWarn().addKeyValue("agentId", Names.printable(agentId)).log("enrolment with a wrong key");
            throw new HubException(
                    Code.ENROLMENT_REFUSED,
                    "The enrolment key is not right. Copy it again from where the hub is configured.");
        }
        Names.check(agentId, "agent_id");
        Names.check(platform, "platform");
        if (region != null) {
            Names.check(region, "region");
        }
        var key = ids.secret();
        database.run(tx -> tx.agents()
                .hold(agentId)
                .ifPresentOrElse(
                        agent -> enrolAgain(tx, agent, platform, key),
                        () -> tx.agents().add(agentId, platform, region, Secrets.hash(key))));
        LOG.atInfo()
                .addKeyValue("agentId", agentId)
                .addKeyValue("platform", platform)
                .log("agent enrolled");
        return new Enrolment(agentId, key);
    }

    private static void enrolAgain(Tx tx, StoredAgent agent, String platform, String key) {
        if (!agent.agent().platform().equals(platform)) {
            throw new HubException(
                    Code.INVALID_REQUEST,
                    "Agent '" + agent.id() + "' belongs to platform "
                            + agent.agent().platform() + ". Choose another id, or remove that agent first.");
        }
        if (agent.agent().state() != AgentState.OFFLINE) {
            throw new HubException(
                    Code.ENROLMENT_REFUSED,
                    "An agent '" + agent.id() + "' is connected. Choose another id, or stop that agent first.");
        }
        tx.agents().key(agent.id(), Secrets.hash(key));
    }

    /** Whose key it is; empty where it is nobody's. */
    public Optional<String> authenticate(String key) {
        return database.call(tx -> tx.agents().ofKey(Secrets.hash(key)));
    }

    @Override
    public List<Agent> list(AgentQuery query) {
        return database.call(tx -> {
            var usage = tx.sessions().usage();
            return tx.agents().list(query).stream()
                    .map(agent -> withUsage(agent.agent(), usage.getOrDefault(agent.id(), Usage.NONE)))
                    .toList();
        });
    }

    @Override
    public Optional<Agent> find(String agentId) {
        return database.call(tx -> tx.agents()
                .find(agentId)
                .map(agent -> withUsage(agent.agent(), tx.sessions().usage(agentId))));
    }

    @Override
    public void remove(String agentId) {
        database.run(tx -> {
            if (tx.agents().hold(agentId).isEmpty()) {
                throw tx.agents().notFound(agentId);
            }
            tx.sessions().onAgent(agentId).forEach(session -> abandon(tx, session));
            tx.agents().remove(agentId);
        });
        links.close(agentId, CloseCode.AGENT_REMOVED);
        LOG.atInfo().addKeyValue("agentId", agentId).log("agent removed");
    }

    private void abandon(Tx tx, StoredSession session) {
        if (session.state() == SessionState.FAILED) {
            // It keeps the reason for which it failed.
            flow.on(tx, session, SessionEvent.AGENT_REMOVED);
        } else {
            flow.fail(tx, session, SessionEvent.AGENT_REMOVED, REMOVED);
        }
    }

    @Override
    public Agent drain(String agentId, boolean draining) {
        var agent = database.call(tx -> {
            tx.agents().drain(agentId, draining);
            var stored = tx.agents().get(agentId);
            if (stored.agent().state() != AgentState.OFFLINE) {
                // What the agent says of itself follows with its next heartbeat.
                Transition.ofAgent(
                                stored.agent().state(),
                                draining ? AgentEvent.DRAIN_REQUESTED : AgentEvent.REPORTED_ONLINE)
                        .ifPresent(transition -> tx.agents().move(stored, transition));
            }
            return withUsage(tx.agents().get(agentId).agent(), tx.sessions().usage(agentId));
        });
        roomChanged.run();
        return agent;
    }

    @Override
    public Enrolment rotateKey(String agentId) {
        var key = ids.secret();
        database.run(tx -> {
            tx.agents().get(agentId);
            tx.agents().key(agentId, Secrets.hash(key));
        });
        LOG.atInfo().addKeyValue("agentId", agentId).log("agent has a new key");
        return new Enrolment(agentId, key);
    }

    private static Agent withUsage(Agent agent, Usage usage) {
        return new Agent(
                agent.id(),
                agent.platform(),
                agent.region(),
                agent.state(),
                agent.draining(),
                agent.sdkVersion(),
                agent.driverVersion(),
                agent.protocolVersion(),
                agent.capabilities(),
                agent.capacity(),
                usage.resources(),
                usage.sessions(),
                agent.labels(),
                agent.epoch(),
                agent.lastHeartbeat(),
                agent.connectedSince(),
                agent.createdAt());
    }
}
