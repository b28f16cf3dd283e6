package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.AGENT_COMMANDS;
import static io.streamspace.hub.internal.db.Tables.SESSIONS;
import static io.streamspace.hub.internal.db.Tables.SESSION_SHARES;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.DesiredState;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Page;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionQuery;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The sessions. Every change names the version that it expects and is seen by whoever listens, once it is committed. */
public final class SessionTable {
    private static final List<String> OCCUPYING = names(SessionState::occupiesAgent);
    private static final List<String> WAITING_FOR_AGENT = names(state -> switch (state) {
        case STARTING, HIBERNATING, WAKING, TERMINATING -> true;
        case PENDING, RUNNING, HIBERNATED, TERMINATED, FAILED -> false;
    });

    private static final List<String> WITH_DESKTOP = names(state -> switch (state) {
        case RUNNING, HIBERNATING, HIBERNATED, WAKING -> true;
        case PENDING, STARTING, TERMINATING, TERMINATED, FAILED -> false;
    });

    private final DSLContext dsl;
    private final Instant now;
    private final Deadlines deadlines;
    private final Consumer<Session> changed;

    /** What the sessions of one agent take of its capacity. */
    public record Usage(int sessions, Resources resources) {
        public static final Usage NONE = new Usage(0, Resources.NONE);
    }

    SessionTable(DSLContext dsl, Instant now, Deadlines deadlines, Consumer<Session> changed) {
        this.dsl = dsl;
        this.now = now;
        this.deadlines = deadlines;
        this.changed = changed;
    }

    /** Adds a session that waits for an agent. Adding one that is there already changes nothing, so that it can be repeated. */
    public StoredSession add(
            String id, Plan plan, Optional<String> platform, Optional<String> region, List<String> tags) {
        var spec = plan.spec();
        dsl.insertInto(SESSIONS)
                .set(SESSIONS.ID, id)
                .set(SESSIONS.USER_ID, spec.user())
                .set(SESSIONS.TEMPLATE, spec.template())
                .set(SESSIONS.DISPLAY_NAME, spec.displayName())
                .set(SESSIONS.STATE, SessionState.PENDING.wireName())
                .set(SESSIONS.DESIRED_STATE, DesiredState.RUNNING.wireName())
                .set(SESSIONS.GENERATION, 1L)
                .set(SESSIONS.VERSION, 1L)
                .set(SESSIONS.PLATFORM, platform.orElse(null))
                .set(SESSIONS.REGION, region.orElse(null))
                .set(SESSIONS.REQUESTED_PLATFORM, platform.orElse(null))
                .set(SESSIONS.REQUESTED_REGION, region.orElse(null))
                .set(SESSIONS.SPEC, StoredJson.write(spec))
                .set(SESSIONS.SEALED, plan.secrets() == null ? null : StoredJson.write(plan.secrets()))
                .set(SESSIONS.IMAGES, StoredJson.write(plan.images()))
                .set(SESSIONS.VIEWER_LIMITS, StoredJson.write(plan.viewers()))
                .set(SESSIONS.CPU, spec.resources().cpu())
                .set(SESSIONS.MEMORY_BYTES, spec.resources().memoryBytes())
                .set(SESSIONS.IDLE_TIMEOUT_S, seconds(plan.limits().idleTimeout()))
                .set(SESSIONS.MAX_DURATION_S, seconds(plan.limits().maxDuration()))
                .set(SESSIONS.TAGS, tags.toArray(String[]::new))
                .set(SESSIONS.CREATED_AT, time(now))
                .set(SESSIONS.STATE_SINCE, time(now))
                .set(SESSIONS.WAITING_SINCE, time(now))
                .set(SESSIONS.UPDATED_AT, time(now))
                .set(
                        SESSIONS.DEADLINE_AT,
                        deadlines
                                .of(SessionState.PENDING, now)
                                .map(Columns::time)
                                .orElse(null))
                .onConflictDoNothing()
                .execute();
        return announce(get(id));
    }

    private static @Nullable Long seconds(@Nullable Duration value) {
        return value == null ? null : value.toSeconds();
    }

    public Optional<StoredSession> find(String id) {
        return dsl.selectFrom(SESSIONS).where(SESSIONS.ID.eq(id)).fetchOptional(SessionRows::read);
    }

    /** As {@link #find}, and nobody else changes the session until the transaction ends. */
    public Optional<StoredSession> hold(String id) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.ID.eq(id))
                .forNoKeyUpdate()
                .fetchOptional(SessionRows::read);
    }

    /** As {@link #find}. @throws HubException {@code SESSION_NOT_FOUND} */
    public StoredSession get(String id) {
        return find(id).orElseThrow(() -> new HubException(
                Code.SESSION_NOT_FOUND, "There is no session '" + id + "'. It may have been removed."));
    }

    /**
     * Changes the state, and what the patch says with it, if the session still is what the caller read; else the whole transaction runs
     * again. A new state has no progress yet and a deadline of its own, but for a session that an agent refused: it goes on waiting.
     */
    public StoredSession move(
            StoredSession before, Transition<SessionState, SessionEvent> transition, SessionPatch patch) {
        if (before.state() != transition.from()) {
            throw new IllegalArgumentException(
                    "the transition is from " + transition.from() + ", not " + before.state());
        }
        var values = new LinkedHashMap<Field<?>, Object>(patch.values());
        values.put(SESSIONS.STATE, transition.to().wireName());
        if (transition.to() != transition.from()) {
            values.put(SESSIONS.STATE_SINCE, time(now));
            var since = now;
            if (transition.event() == SessionEvent.AGENT_REFUSED) {
                since = before.waitingSince();
            } else if (transition.to() == SessionState.PENDING) {
                values.put(SESSIONS.WAITING_SINCE, time(now));
            }
            values.put(
                    SESSIONS.DEADLINE_AT,
                    deadlines.of(transition.to(), since).map(Columns::time).orElse(null));
            values.put(SESSIONS.PROGRESS_STAGE, null);
            values.put(SESSIONS.PROGRESS_MESSAGE, null);
            values.put(SESSIONS.PROGRESS_FRACTION, null);
        }
        return write(before, values, patch.isNextGeneration());
    }

    /** Changes what the patch says and not the state, under the same condition. */
    public StoredSession change(StoredSession before, SessionPatch patch) {
        return write(before, new LinkedHashMap<>(patch.values()), patch.isNextGeneration());
    }

    private StoredSession write(StoredSession before, Map<Field<?>, Object> values, boolean nextGeneration) {
        values.put(SESSIONS.VERSION, before.session().version() + 1);
        values.put(SESSIONS.UPDATED_AT, time(now));
        if (nextGeneration) {
            values.put(SESSIONS.GENERATION, before.generation() + 1);
        }
        var after = dsl.update(SESSIONS)
                .set(values)
                .where(SESSIONS.ID.eq(before.id()))
                .and(SESSIONS.STATE.eq(before.state().wireName()))
                .and(SESSIONS.VERSION.eq(before.session().version()))
                .returning()
                .fetchOptional(SessionRows::read);
        return announce(after.orElseThrow(() -> new LostRaceException("session " + before.id())));
    }

    private StoredSession announce(StoredSession session) {
        changed.accept(session.session());
        return session;
    }

    /** Notes how far a command is; only for people, so it neither counts as a change nor minds one. */
    public void progress(String id, long generation, Session.Progress progress) {
        dsl.update(SESSIONS)
                .set(SESSIONS.PROGRESS_STAGE, progress.stage())
                .set(SESSIONS.PROGRESS_MESSAGE, progress.message())
                .set(SESSIONS.PROGRESS_FRACTION, progress.fraction())
                .where(SESSIONS.ID.eq(id))
                .and(SESSIONS.GENERATION.eq(generation))
                .and(SESSIONS.STATE.in(WAITING_FOR_AGENT))
                .execute();
    }

    /** Notes when sessions were last used; only forwards in time. */
    public void activity(Map<String, Instant> lastUsed) {
        lastUsed.forEach((id, at) -> dsl.update(SESSIONS)
                .set(SESSIONS.LAST_ACTIVITY_AT, DSL.greatest(SESSIONS.LAST_ACTIVITY_AT, DSL.val(time(at))))
                .where(SESSIONS.ID.eq(id))
                .execute());
    }

    public Page<Session> page(SessionQuery query) {
        var which = matching(query);
        long total = dsl.fetchCount(SESSIONS, which);
        var from = query.cursor() == null
                ? DSL.noCondition()
                : SessionCursor.read(query.cursor()).after();
        var rows = dsl.selectFrom(SESSIONS)
                .where(which)
                .and(from)
                .orderBy(SESSIONS.CREATED_AT.desc(), SESSIONS.ID.desc())
                .limit(query.limit() + 1)
                .fetch(SessionRows::read);
        var items =
                rows.stream().limit(query.limit()).map(StoredSession::session).toList();
        var next =
                rows.size() > query.limit() ? SessionCursor.of(items.getLast()).text() : null;
        return new Page<>(items, next, total);
    }

    private static Condition matching(SessionQuery query) {
        var which = DSL.noCondition();
        if (query.owner() != null) {
            var own = SESSIONS.USER_ID.eq(query.owner());
            which = which.and(query.shared() ? own.or(SESSIONS.ID.in(sharedWith(query.owner()))) : own);
        }
        if (!query.states().isEmpty()) {
            which = which.and(SESSIONS.STATE.in(
                    query.states().stream().map(SessionState::wireName).toList()));
        }
        if (query.tag() != null) {
            which = which.and(SESSIONS.TAGS.contains(new String[] {query.tag()}));
        }
        return which;
    }

    private static Select<Record1<String>> sharedWith(String user) {
        return DSL.select(SESSION_SHARES.SESSION_ID).from(SESSION_SHARES).where(SESSION_SHARES.USER_ID.eq(user));
    }

    /** Sessions that wait for an agent, those that wait longest first. */
    public List<StoredSession> pending(int limit) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.STATE.eq(SessionState.PENDING.wireName()))
                .orderBy(SESSIONS.CREATED_AT, SESSIONS.ID)
                .limit(limit)
                .fetch(SessionRows::read);
    }

    /** Sessions whose state has lasted too long. */
    public List<StoredSession> overdue(int limit) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.DEADLINE_AT.le(time(now)))
                .orderBy(SESSIONS.DEADLINE_AT)
                .limit(limit)
                .fetch(SessionRows::read);
    }

    /** Running sessions that nobody has used for as long as they may be idle, and {@code grace} beyond. */
    public List<StoredSession> idle(Duration grace, int limit) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.STATE.eq(SessionState.RUNNING.wireName()))
                .and(DSL.condition(
                        "greatest({0}, {1}) + {2} * interval '1 second' <= {3}",
                        SESSIONS.LAST_ACTIVITY_AT,
                        SESSIONS.STATE_SINCE,
                        SESSIONS.IDLE_TIMEOUT_S,
                        DSL.val(time(now.minus(grace)))))
                .orderBy(SESSIONS.ID)
                .limit(limit)
                .fetch(SessionRows::read);
    }

    /** Sessions whose desktop has been there for as long as it may. */
    public List<StoredSession> pastTheirEnd(int limit) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.ENDS_AT.le(time(now)))
                .and(SESSIONS.STATE.in(WITH_DESKTOP))
                .orderBy(SESSIONS.ENDS_AT)
                .limit(limit)
                .fetch(SessionRows::read);
    }

    /** Sessions on an agent that are not over. */
    public List<StoredSession> onAgent(String agentId) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.AGENT_ID.eq(agentId))
                .and(SESSIONS.STATE.ne(SessionState.TERMINATED.wireName()))
                .orderBy(SESSIONS.ID)
                .fetch(SessionRows::read);
    }

    /** Sessions that wait for their agent to do something that nobody told it, since before a moment. */
    public List<StoredSession> stuckSince(Instant before, int limit) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.STATE.in(WAITING_FOR_AGENT))
                .and(SESSIONS.STATE_SINCE.lt(time(before)))
                .andNotExists(DSL.selectOne()
                        .from(AGENT_COMMANDS)
                        .where(AGENT_COMMANDS.SESSION_ID.eq(SESSIONS.ID))
                        .and(AGENT_COMMANDS
                                .STATUS
                                .in(CommandTable.ACTIVE)
                                .or(AGENT_COMMANDS.COMPLETED_AT.gt(time(before)))))
                .orderBy(SESSIONS.STATE_SINCE)
                .limit(limit)
                .fetch(SessionRows::read);
    }

    /** What the sessions of each agent take; agents without any are absent. */
    public Map<String, Usage> usage() {
        return usage(SESSIONS.AGENT_ID.isNotNull());
    }

    /** What the sessions of one agent take. */
    public Usage usage(String agentId) {
        return usage(SESSIONS.AGENT_ID.eq(agentId)).getOrDefault(agentId, Usage.NONE);
    }

    private Map<String, Usage> usage(Condition agents) {
        return dsl.select(SESSIONS.AGENT_ID, DSL.count(), DSL.sum(SESSIONS.CPU), DSL.sum(SESSIONS.MEMORY_BYTES))
                .from(SESSIONS)
                .where(SESSIONS.STATE.in(OCCUPYING))
                .and(agents)
                .groupBy(SESSIONS.AGENT_ID)
                .fetchMap(
                        SESSIONS.AGENT_ID,
                        row -> new Usage(
                                row.value2(),
                                new Resources(
                                        row.value3().doubleValue(), row.value4().longValue())));
    }

    private static List<String> names(Predicate<SessionState> which) {
        return Arrays.stream(SessionState.values())
                .filter(which)
                .map(SessionState::wireName)
                .toList();
    }
}
