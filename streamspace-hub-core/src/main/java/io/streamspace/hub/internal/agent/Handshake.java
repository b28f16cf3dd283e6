package io.streamspace.hub.internal.agent;

import io.streamspace.hub.HubSettings;
import io.streamspace.hub.internal.session.Inventory;
import io.streamspace.hub.internal.store.AgentTable.NewLink;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredAgent;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.ProtocolVersion;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.protocol.state.AgentState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Answers a hello: who may come in, under which epoch, and what becomes of what the agent holds (rules P-2.3, P-2.6, P-3.2 and P-3.3). */
public final class Handshake {
    private static final Set<String> CAPABILITIES =
            Set.of(Capability.STREAM_RESUME, Capability.END_TO_END_RESUME, Capability.ZERO_MASK, Capability.HIBERNATE);

    private final Database database;
    private final Inventory inventory;
    private final HubSettings settings;

    /** What becomes of a hello. */
    sealed interface Outcome {
        record Accepted(LinkId link, Welcome welcome) implements Outcome {}

        /** @param error sent before the close, where the close code alone would not say what to do */
        record Refused(CloseCode code, String reason, Optional<ErrorReport> error) implements Outcome {
            Refused(CloseCode code, String reason) {
                this(code, reason, Optional.empty());
            }
        }
    }

    public Handshake(Database database, Inventory inventory, HubSettings settings) {
        this.database = database;
        this.inventory = inventory;
        this.settings = settings;
    }

    /**
     * @param agentId whose key opened the connection
     * @param openedAt when it was opened
     */
    Outcome answer(String agentId, String connectionId, Hello hello, Instant openedAt) {
        if (!hello.agentId().equals(agentId)) {
            return new Outcome.Refused(
                    CloseCode.AGENT_PROTOCOL_ERROR, "The hello names another agent than the key belongs to.");
        }
        ProtocolVersion version;
        try {
            version = ProtocolVersion.negotiate(hello.protocolVersion());
        } catch (ProtocolException e) {
            var sentence = String.valueOf(e.getMessage());
            return new Outcome.Refused(
                    CloseCode.VERSION_UNSUPPORTED,
                    sentence,
                    Optional.of(new ErrorReport(e.code().wireName(), sentence, "hello")));
        }
        return database.call(tx -> tx.agents()
                .find(agentId)
                .map(agent -> answer(tx, agent, connectionId, hello, version, openedAt))
                .orElseGet(() -> refused(CloseCode.AGENT_REMOVED)));
    }

    private Outcome answer(
            Tx tx, StoredAgent agent, String connectionId, Hello hello, ProtocolVersion version, Instant openedAt) {
        if (hello.leaderTerm() < agent.leaderTerm()) {
            return refused(CloseCode.TERM_STALE);
        }
        if (!hello.platform().equals(agent.agent().platform())) {
            return new Outcome.Refused(
                    CloseCode.AGENT_PROTOCOL_ERROR,
                    "This agent was enrolled for another platform. Give it another id, or remove the old one.");
        }
        var state = agent.agent().draining() ? AgentState.DRAINING : AgentState.ONLINE;
        long epoch = tx.agents().link(agent, new NewLink(connectionId, settings.replicaId(), hello), state);
        LinkStore.returnCommands(tx, agent.id(), epoch - 1);
        // An agent looks at its platform before or while it dials, and that may take as long as a handshake may.
        var verdicts =
                inventory.compare(tx, agent.id(), hello.inventory(), openedAt.minus(AgentProtocol.HANDSHAKE_TIMEOUT));
        var welcome = new Welcome(
                version.number(),
                Capability.inForce(CAPABILITIES, hello.capabilities()),
                connectionId,
                epoch,
                settings.replicaId(),
                settings.heartbeatInterval().toMillis(),
                settings.heartbeatTimeout().toMillis(),
                settings.warmStreams(),
                verdicts);
        return new Outcome.Accepted(new LinkId(agent.id(), epoch, connectionId), welcome);
    }

    private static Outcome refused(CloseCode code) {
        return new Outcome.Refused(code, code.sentence());
    }
}
