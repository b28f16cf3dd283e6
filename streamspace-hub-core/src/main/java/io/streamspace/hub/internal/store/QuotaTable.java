package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.QUOTAS;
import static io.streamspace.hub.internal.db.Tables.SESSIONS;
import static io.streamspace.hub.internal.db.Tables.USER_GROUPS;
import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas.Used;
import io.streamspace.hub.internal.db.tables.records.QuotasRecord;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Quotas, the groups of users, and what counts against either. */
public final class QuotaTable {
    private static final List<String> LIVING = Arrays.stream(SessionState.values())
            .filter(state -> switch (state) {
                case PENDING, STARTING, RUNNING, HIBERNATING, WAKING -> true;
                case HIBERNATED, TERMINATING, TERMINATED, FAILED -> false;
            })
            .map(SessionState::wireName)
            .toList();

    private final DSLContext dsl;
    private final Instant now;

    QuotaTable(DSLContext dsl, Instant now) {
        this.dsl = dsl;
        this.now = now;
    }

    /** Sorted by kind and name. */
    public List<Quota> list() {
        return dsl.selectFrom(QUOTAS).orderBy(QUOTAS.KIND, QUOTAS.NAME).fetch(QuotaTable::read);
    }

    public Optional<Quota> find(Quota.Subject subject) {
        return dsl.selectFrom(QUOTAS).where(is(subject)).fetchOptional(QuotaTable::read);
    }

    public void put(Quota quota) {
        dsl.insertInto(QUOTAS)
                .set(QUOTAS.KIND, quota.subject().kind().wireName())
                .set(QUOTAS.NAME, quota.subject().name())
                .set(QUOTAS.MAX_SESSIONS, quota.maxSessions())
                .set(QUOTAS.MAX_CPU, quota.maxCpu())
                .set(QUOTAS.MAX_MEMORY_BYTES, quota.maxMemoryBytes())
                .set(QUOTAS.UPDATED_AT, time(now))
                .onConflict(QUOTAS.KIND, QUOTAS.NAME)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    public boolean remove(Quota.Subject subject) {
        return dsl.deleteFrom(QUOTAS).where(is(subject)).execute() == 1;
    }

    public void assign(String user, String group) {
        dsl.insertInto(USER_GROUPS)
                .set(USER_GROUPS.USER_ID, user)
                .set(USER_GROUPS.GROUP_NAME, group)
                .set(USER_GROUPS.UPDATED_AT, time(now))
                .onConflict(USER_GROUPS.USER_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    public void unassign(String user) {
        dsl.deleteFrom(USER_GROUPS).where(USER_GROUPS.USER_ID.eq(user)).execute();
    }

    public Map<String, String> groups() {
        return dsl.selectFrom(USER_GROUPS).fetchMap(USER_GROUPS.USER_ID, USER_GROUPS.GROUP_NAME);
    }

    public Optional<String> groupOf(String user) {
        return dsl.select(USER_GROUPS.GROUP_NAME)
                .from(USER_GROUPS)
                .where(USER_GROUPS.USER_ID.eq(user))
                .fetchOptional(USER_GROUPS.GROUP_NAME);
    }

    /**
     * Lets nobody else, on whichever replica, count what the subject takes before this transaction ends: whoever adds to it counts first.
     * Whoever locks a group and a user locks the group first.
     */
    public void lock(Quota.Subject subject) {
        dsl.fetch(
                "SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))",
                DSL.val("streamspace/quota/" + subject.kind().wireName() + "/" + subject.name()));
    }

    public Used used(Quota.Subject subject) {
        Condition whose = switch (subject.kind()) {
            case USER -> SESSIONS.USER_ID.eq(subject.name());
            case GROUP ->
                SESSIONS.USER_ID.in(DSL.select(USER_GROUPS.USER_ID)
                        .from(USER_GROUPS)
                        .where(USER_GROUPS.GROUP_NAME.eq(subject.name())));
            case EVERY_USER -> DSL.falseCondition();
        };
        return dsl.select(
                        DSL.count(),
                        DSL.coalesce(DSL.sum(SESSIONS.CPU), DSL.zero()),
                        DSL.coalesce(DSL.sum(SESSIONS.MEMORY_BYTES), DSL.zero()))
                .from(SESSIONS)
                .where(SESSIONS.STATE.in(LIVING))
                .and(whose)
                .fetchSingle(row -> new Used(
                        row.value1(),
                        new Resources(row.value2().doubleValue(), row.value3().longValue())));
    }

    private static Condition is(Quota.Subject subject) {
        return QUOTAS.KIND.eq(subject.kind().wireName()).and(QUOTAS.NAME.eq(subject.name()));
    }

    private static Quota read(QuotasRecord row) {
        return new Quota(
                new Quota.Subject(constant(Quota.Kind.class, row.getKind()), row.getName()),
                row.getMaxSessions(),
                row.getMaxCpu(),
                row.getMaxMemoryBytes());
    }
}
