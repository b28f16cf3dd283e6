package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.AGENTS;
import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.instant;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.Agent;
import io.streamspace.hub.AgentQuery;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.internal.db.tables.records.AgentsRecord;
import io.streamspace.hub.internal.store.SessionTable.Usage;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.state.AgentEvent;
import io.streamspace.protocol.state.AgentState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The agents. What a link writes names the epoch of that link and has no effect once there is a newer one. */
public final class AgentTable {
    private final DSLContext dsl;
    private final Instant now;

    /** A link that is to be accepted. */
    public record NewLink(String connectionId, String replicaId, Hello hello) {}

    AgentTable(DSLContext dsl, Instant now) {
        this.dsl = dsl;
        this.now = now;
    }

    /** Adds an agent. */
    public void add(String agentId, String platform, @Nullable String region, byte[] keyHash) {
        int rows = dsl.insertInto(AGENTS)
                .set(AGENTS.AGENT_ID, agentId)
                .set(AGENTS.PLATFORM, platform)
                .set(AGENTS.REGION, region)
                .set(AGENTS.KEY_HASH, keyHash)
                .set(AGENTS.CREATED_AT, time(now))
                .set(AGENTS.UPDATED_AT, time(now))
                .onConflict(AGENTS.AGENT_ID)
                .doNothing()
                .execute();
        if (rows == 0) {
            throw new LostRaceException("agent " + agentId);
        }
    }

    /** Gives an agent another key. */
    public void key(String agentId, byte[] keyHash) {
        dsl.update(AGENTS)
                .set(AGENTS.KEY_HASH, keyHash)
                .set(AGENTS.UPDATED_AT, time(now))
                .where(AGENTS.AGENT_ID.eq(agentId))
                .execute();
    }

    /** Whose key has that hash. */
    public Optional<String> ofKey(byte[] keyHash) {
        return dsl.select(AGENTS.AGENT_ID)
                .from(AGENTS)
                .where(AGENTS.KEY_HASH.eq(keyHash))
                .fetchOptional(AGENTS.AGENT_ID);
    }

    public Optional<StoredAgent> find(String agentId) {
        return dsl.selectFrom(AGENTS).where(AGENTS.AGENT_ID.eq(agentId)).fetchOptional(AgentTable::read);
    }

    /** As {@link #find}. @throws HubException {@code AGENT_NOT_FOUND} */
    public StoredAgent get(String agentId) {
        return find(agentId).orElseThrow(() -> notFound(agentId));
    }

    /**
     * As {@link #get}, and holds the agent until the transaction ends: whoever fills an agent holds it first, so that two cannot take the
     * last room.
     */
    public Optional<StoredAgent> hold(String agentId) {
        return dsl.selectFrom(AGENTS)
                .where(AGENTS.AGENT_ID.eq(agentId))
                .forNoKeyUpdate()
                .fetchOptional(AgentTable::read);
    }

    /** Sorted by id. */
    public List<StoredAgent> list(AgentQuery query) {
        var which = DSL.noCondition();
        if (query.platform() != null) {
            which = which.and(AGENTS.PLATFORM.eq(query.platform()));
        }
        if (query.state() != null) {
            which = which.and(AGENTS.STATUS.eq(query.state().wireName()));
        }
        if (query.region() != null) {
            which = which.and(AGENTS.REGION.eq(query.region()));
        }
        return some(which);
    }

    /** Agents that can be given sessions, sorted by id. */
    public List<StoredAgent> accepting() {
        return some(AGENTS.STATUS
                .in(AgentState.ONLINE.wireName(), AgentState.WARNING.wireName())
                .and(AGENTS.DRAIN_REQUESTED.isFalse()));
    }

    /** Agents that a replica holds, as far as the table knows. */
    public List<StoredAgent> heldBy(String replicaId) {
        return some(AGENTS.STATUS.ne(AgentState.OFFLINE.wireName()).and(AGENTS.REPLICA_ID.eq(replicaId)));
    }

    /** Agents that count as linked and were not heard since before a moment. */
    public List<StoredAgent> silentSince(Instant before) {
        return some(AGENTS.STATUS.ne(AgentState.OFFLINE.wireName()).and(AGENTS.LAST_HEARTBEAT.lt(time(before))));
    }

    /** The present epochs of agents; one that was removed is absent. */
    public Map<String, Long> epochs(Collection<String> agentIds) {
        return dsl.select(AGENTS.AGENT_ID, AGENTS.EPOCH)
                .from(AGENTS)
                .where(AGENTS.AGENT_ID.in(agentIds))
                .fetchMap(AGENTS.AGENT_ID, AGENTS.EPOCH);
    }

    /**
     * Takes the next epoch for a link, if nobody else did since the agent was read; else the whole transaction runs again.
     *
     * @return the epoch
     */
    public long link(StoredAgent before, NewLink link, AgentState state) {
        var hello = link.hello();
        long epoch = before.epoch() + 1;
        int rows = dsl.update(AGENTS)
                .set(AGENTS.EPOCH, epoch)
                .set(AGENTS.LEADER_TERM, hello.leaderTerm())
                .set(AGENTS.WEBSOCKET_CONN_ID, link.connectionId())
                .set(AGENTS.REPLICA_ID, link.replicaId())
                .set(AGENTS.STATUS, state.wireName())
                .set(AGENTS.REGION, hello.region())
                .set(AGENTS.CAPACITY, StoredJson.write(hello.capacity()))
                .set(AGENTS.METADATA, StoredJson.write(AgentFacts.of(hello)))
                .set(AGENTS.LAST_HEARTBEAT, time(now))
                .set(AGENTS.CONNECTED_AT, time(now))
                .set(AGENTS.INVENTORY_AT, time(now))
                .set(AGENTS.REFUSING, false)
                .set(AGENTS.UPDATED_AT, time(now))
                .where(AGENTS.AGENT_ID.eq(before.id()))
                .and(AGENTS.EPOCH.eq(before.epoch()))
                .and(AGENTS.LEADER_TERM.le(hello.leaderTerm()))
                .execute();
        if (rows == 0) {
            throw new LostRaceException("epoch of " + before.id());
        }
        return epoch;
    }

    /**
     * Whether a link is the agent's present one; it stays so until the transaction ends, since a newer one waits for it. Everything that
     * a link makes the hub write is behind this.
     */
    public boolean isCurrent(String agentId, long epoch) {
        return dsl.select(AGENTS.EPOCH)
                .from(AGENTS)
                .where(AGENTS.AGENT_ID.eq(agentId))
                .forShare()
                .fetchOptional(AGENTS.EPOCH)
                .filter(present -> present == epoch)
                .isPresent();
    }

    /** Notes a sign of life of a link; false where there is a newer link or no such agent. */
    public boolean heard(String agentId, long epoch, Capacity capacity) {
        return dsl.update(AGENTS)
                        .set(AGENTS.CAPACITY, StoredJson.write(capacity))
                        .set(AGENTS.LAST_HEARTBEAT, time(now))
                        .set(AGENTS.UPDATED_AT, time(now))
                        .where(AGENTS.AGENT_ID.eq(agentId))
                        .and(AGENTS.EPOCH.eq(epoch))
                        .execute()
                == 1;
    }

    /** Notes that an agent refuses sessions, whatever the hub's books say. */
    public void refuses(String agentId) {
        dsl.update(AGENTS)
                .set(AGENTS.REFUSING, true)
                .where(AGENTS.AGENT_ID.eq(agentId))
                .execute();
    }

    /** Notes that an agent has room by its own books again; false where it did not refuse. */
    public boolean accepts(String agentId) {
        return dsl.update(AGENTS)
                        .set(AGENTS.REFUSING, false)
                        .where(AGENTS.AGENT_ID.eq(agentId))
                        .and(AGENTS.REFUSING)
                        .execute()
                == 1;
    }

    /** Moves an agent on, if its link is still the one that was read. */
    public boolean move(StoredAgent before, Transition<AgentState, AgentEvent> transition) {
        var update = dsl.update(AGENTS)
                .set(AGENTS.STATUS, transition.to().wireName())
                .set(AGENTS.UPDATED_AT, time(now));
        if (transition.to() == AgentState.OFFLINE) {
            update =
                    update.set(AGENTS.WEBSOCKET_CONN_ID, (String) null).set(AGENTS.CONNECTED_AT, (OffsetDateTime) null);
        }
        return update.where(AGENTS.AGENT_ID.eq(before.id()))
                        .and(AGENTS.EPOCH.eq(before.epoch()))
                        .and(AGENTS.STATUS.eq(transition.from().wireName()))
                        .execute()
                == 1;
    }

    /** Notes what an administrator wants. */
    public void drain(String agentId, boolean draining) {
        int rows = dsl.update(AGENTS)
                .set(AGENTS.DRAIN_REQUESTED, draining)
                .set(AGENTS.UPDATED_AT, time(now))
                .where(AGENTS.AGENT_ID.eq(agentId))
                .execute();
        if (rows == 0) {
            throw notFound(agentId);
        }
    }

    /** Those of some agents whose inventory was last seen before a moment; notes that it is asked for now. */
    public List<String> takeInventoryDue(Collection<String> agentIds, Instant before) {
        return dsl
                .update(AGENTS)
                .set(AGENTS.INVENTORY_AT, time(now))
                .where(AGENTS.AGENT_ID.in(agentIds))
                .and(AGENTS.INVENTORY_AT.lt(time(before)))
                .returning(AGENTS.AGENT_ID)
                .fetch(AGENTS.AGENT_ID)
                .stream()
                .sorted()
                .toList();
    }

    /** Removes an agent and its commands; its sessions must have been dealt with. */
    public void remove(String agentId) {
        dsl.deleteFrom(AGENTS).where(AGENTS.AGENT_ID.eq(agentId)).execute();
    }

    public HubException notFound(String agentId) {
        return new HubException(Code.AGENT_NOT_FOUND, "There is no agent '" + agentId + "'. It may have been removed.");
    }

    private List<StoredAgent> some(Condition which) {
        return dsl.selectFrom(AGENTS).where(which).orderBy(AGENTS.AGENT_ID).fetch(AgentTable::read);
    }

    /** The agent as its row shows it, with nothing used: what sessions take is the sessions' to know. */
    private static StoredAgent read(AgentsRecord row) {
        var facts = StoredJson.read(row.getMetadata(), AgentFacts.class);
        var agent = new Agent(
                row.getAgentId(),
                row.getPlatform(),
                row.getRegion(),
                constant(AgentState.class, row.getStatus()),
                row.getDrainRequested(),
                facts.sdkVersion(),
                facts.driverVersion(),
                facts.protocolVersion(),
                facts.capabilities(),
                StoredJson.read(row.getCapacity(), Capacity.class),
                Usage.NONE.resources(),
                Usage.NONE.sessions(),
                facts.labels(),
                row.getEpoch(),
                instant(row.getLastHeartbeat()),
                instant(row.getConnectedAt()),
                row.getCreatedAt().toInstant());
        return new StoredAgent(
                agent, row.getLeaderTerm(), row.getWebsocketConnId(), row.getReplicaId(), row.getRefusing());
    }
}
