package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.AGENT_COMMANDS;
import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.db.tables.records.AgentCommandsRecord;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The commands. Every change names the state and the link that it expects. */
public final class CommandTable {
    static final List<String> ACTIVE =
            List.of(CommandState.PENDING.wireName(), CommandState.SENT.wireName(), CommandState.ACK.wireName());

    private final DSLContext dsl;
    private final Instant now;
    private final Consumer<String> queued;
    private final Consumer<StoredCommand> cancelled;

    CommandTable(DSLContext dsl, Instant now, Consumer<String> queued, Consumer<StoredCommand> cancelled) {
        this.dsl = dsl;
        this.now = now;
        this.queued = queued;
        this.cancelled = cancelled;
    }

    /** Queues a command; it is sent once the transaction is committed, by whoever holds the agent's link. */
    public void queue(
            String commandId,
            String agentId,
            @Nullable String sessionId,
            long generation,
            CommandPayload payload,
            Duration timeLimit) {
        dsl.insertInto(AGENT_COMMANDS)
                .set(AGENT_COMMANDS.COMMAND_ID, commandId)
                .set(AGENT_COMMANDS.AGENT_ID, agentId)
                .set(AGENT_COMMANDS.SESSION_ID, sessionId)
                .set(AGENT_COMMANDS.COMMAND_TYPE, payload.action().wireName())
                .set(AGENT_COMMANDS.PAYLOAD, StoredJson.write(payload))
                .set(AGENT_COMMANDS.GENERATION, generation)
                .set(AGENT_COMMANDS.STATUS, CommandState.PENDING.wireName())
                .set(AGENT_COMMANDS.CREATED_AT, time(now))
                .set(AGENT_COMMANDS.TIMEOUT_AT, time(now.plus(timeLimit)))
                .execute();
        queued.accept(agentId);
    }

    public Optional<StoredCommand> find(String commandId) {
        return dsl.selectFrom(AGENT_COMMANDS)
                .where(AGENT_COMMANDS.COMMAND_ID.eq(commandId))
                .fetchOptional(CommandTable::read);
    }

    /** What waits to be sent to an agent, in order. */
    public List<StoredCommand> pending(String agentId, int limit) {
        return some(
                AGENT_COMMANDS.AGENT_ID.eq(agentId).and(AGENT_COMMANDS.STATUS.eq(CommandState.PENDING.wireName())),
                limit);
    }

    /** What a session's agents are still to do for it. */
    public List<StoredCommand> activeOf(String sessionId) {
        return some(AGENT_COMMANDS.SESSION_ID.eq(sessionId).and(AGENT_COMMANDS.STATUS.in(ACTIVE)), 1000);
    }

    /** What an agent has been sent over links up to an epoch and has not finished. */
    public List<StoredCommand> underWay(String agentId, long epoch) {
        return some(
                AGENT_COMMANDS
                        .AGENT_ID
                        .eq(agentId)
                        .and(AGENT_COMMANDS.STATUS.in(CommandState.SENT.wireName(), CommandState.ACK.wireName()))
                        .and(AGENT_COMMANDS.EPOCH.le(epoch)),
                10_000);
    }

    /** What was not finished in time. */
    public List<StoredCommand> overdue(int limit) {
        return some(AGENT_COMMANDS.STATUS.in(ACTIVE).and(AGENT_COMMANDS.TIMEOUT_AT.le(time(now))), limit);
    }

    /** Which of these agents have something waiting. */
    public List<String> waitingFor(Collection<String> agentIds) {
        return dsl.selectDistinct(AGENT_COMMANDS.AGENT_ID)
                .from(AGENT_COMMANDS)
                .where(AGENT_COMMANDS.STATUS.eq(CommandState.PENDING.wireName()))
                .and(AGENT_COMMANDS.AGENT_ID.in(agentIds))
                .orderBy(AGENT_COMMANDS.AGENT_ID)
                .fetch(AGENT_COMMANDS.AGENT_ID);
    }

    /** Marks a command as sent over a link; false where it is no longer there to be sent. */
    public boolean sent(StoredCommand command, Transition<CommandState, CommandEvent> delivered, long epoch) {
        return write(
                command,
                delivered,
                Map.of(
                        AGENT_COMMANDS.EPOCH,
                        epoch,
                        AGENT_COMMANDS.DELIVERIES,
                        command.deliveries() + 1,
                        AGENT_COMMANDS.SENT_AT,
                        time(now)));
    }

    /** Moves a command on, if it still is what the caller read; else the whole transaction runs again. */
    public void move(StoredCommand command, Transition<CommandState, CommandEvent> transition) {
        boolean moved = switch (transition.to()) {
            case ACK -> write(command, transition, Map.of(AGENT_COMMANDS.ACKNOWLEDGED_AT, time(now)));
            case PENDING, SENT -> write(command, transition, Map.of());
            case COMPLETED, FAILED, TIMEOUT, CANCELLED ->
                write(command, transition, Map.of(AGENT_COMMANDS.COMPLETED_AT, time(now)));
        };
        if (!moved) {
            throw new LostRaceException("command " + command.id());
        }
    }

    /** Keeps what came of a command. */
    public void outcome(StoredCommand command, @Nullable Object result, Session.@Nullable Failure error) {
        dsl.update(AGENT_COMMANDS)
                .set(AGENT_COMMANDS.RESULT, result == null ? null : StoredJson.write(result))
                .set(AGENT_COMMANDS.ERROR_CODE, error == null ? null : error.code())
                .set(AGENT_COMMANDS.ERROR_MESSAGE, error == null ? null : error.message())
                .where(AGENT_COMMANDS.COMMAND_ID.eq(command.id()))
                .execute();
    }

    /** Cancels a command that nobody wants any more, and has its agent told if it was sent. */
    public void cancel(StoredCommand command) {
        Transition.ofCommand(command.state(), CommandEvent.CANCEL_REQUESTED).ifPresent(transition -> {
            move(command, transition);
            unwanted(command);
        });
    }

    /** Has the agent told, after the commit, that a command is no longer wanted. */
    public void unwanted(StoredCommand command) {
        if (command.state() != CommandState.PENDING) {
            cancelled.accept(command);
        }
    }

    /** Forgets commands that were finished before a moment; tells how many. */
    public int forget(Instant before) {
        return dsl.deleteFrom(AGENT_COMMANDS)
                .where(AGENT_COMMANDS.COMPLETED_AT.lt(time(before)))
                .and(AGENT_COMMANDS.STATUS.notIn(ACTIVE))
                .execute();
    }

    private boolean write(
            StoredCommand command, Transition<CommandState, CommandEvent> transition, Map<Field<?>, Object> more) {
        var values = new LinkedHashMap<Field<?>, Object>(more);
        values.put(AGENT_COMMANDS.STATUS, transition.to().wireName());
        return dsl.update(AGENT_COMMANDS)
                        .set(values)
                        .where(AGENT_COMMANDS.COMMAND_ID.eq(command.id()))
                        .and(AGENT_COMMANDS.STATUS.eq(transition.from().wireName()))
                        .and(AGENT_COMMANDS.EPOCH.eq(command.epoch()))
                        .execute()
                == 1;
    }

    private List<StoredCommand> some(Condition which, int limit) {
        return dsl.selectFrom(AGENT_COMMANDS)
                .where(which)
                .orderBy(AGENT_COMMANDS.ID)
                .limit(limit)
                .fetch(CommandTable::read);
    }

    private static StoredCommand read(AgentCommandsRecord row) {
        var action = constant(CommandAction.class, row.getCommandType());
        return new StoredCommand(
                row.getCommandId(),
                row.getAgentId(),
                row.getSessionId(),
                StoredJson.readPayload(action, row.getPayload()),
                row.getGeneration(),
                constant(CommandState.class, row.getStatus()),
                row.getEpoch(),
                row.getDeliveries(),
                row.getCreatedAt().toInstant(),
                row.getTimeoutAt().toInstant());
    }
}
