package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.SESSION_SHARES;
import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.hub.Share;
import io.streamspace.hub.internal.db.tables.records.SessionSharesRecord;
import io.streamspace.vnc.ViewerMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/** Who may open which session besides its owner. */
public final class ShareTable {
    private final DSLContext dsl;
    private final Instant now;

    ShareTable(DSLContext dsl, Instant now) {
        this.dsl = dsl;
        this.now = now;
    }

    public Share put(String sessionId, String user, ViewerMode mode, String grantedBy) {
        var name = mode.name().toLowerCase(Locale.ROOT);
        var row = dsl.insertInto(SESSION_SHARES)
                .set(SESSION_SHARES.SESSION_ID, sessionId)
                .set(SESSION_SHARES.USER_ID, user)
                .set(SESSION_SHARES.MODE, name)
                .set(SESSION_SHARES.GRANTED_BY, grantedBy)
                .set(SESSION_SHARES.CREATED_AT, time(now))
                .onConflict(SESSION_SHARES.SESSION_ID, SESSION_SHARES.USER_ID)
                .doUpdate()
                .set(SESSION_SHARES.MODE, name)
                .set(SESSION_SHARES.GRANTED_BY, grantedBy)
                .returning()
                .fetchSingle();
        return read(row);
    }

    public List<Share> list(String sessionId) {
        return dsl.selectFrom(SESSION_SHARES)
                .where(SESSION_SHARES.SESSION_ID.eq(sessionId))
                .orderBy(SESSION_SHARES.USER_ID)
                .fetch(ShareTable::read);
    }

    /** The sessions that are shared with a user. */
    public List<String> sessionsOf(String user) {
        return dsl.select(SESSION_SHARES.SESSION_ID)
                .from(SESSION_SHARES)
                .where(SESSION_SHARES.USER_ID.eq(user))
                .fetch(SESSION_SHARES.SESSION_ID);
    }

    public Optional<Share> find(String sessionId, String user) {
        return dsl.selectFrom(SESSION_SHARES)
                .where(SESSION_SHARES.SESSION_ID.eq(sessionId))
                .and(SESSION_SHARES.USER_ID.eq(user))
                .fetchOptional(ShareTable::read);
    }

    /** False where there is none. */
    public boolean remove(String sessionId, String user) {
        return dsl.deleteFrom(SESSION_SHARES)
                        .where(SESSION_SHARES.SESSION_ID.eq(sessionId))
                        .and(SESSION_SHARES.USER_ID.eq(user))
                        .execute()
                == 1;
    }

    private static Share read(SessionSharesRecord row) {
        return new Share(
                row.getSessionId(),
                row.getUserId(),
                constant(ViewerMode.class, row.getMode()),
                row.getGrantedBy(),
                row.getCreatedAt().toInstant());
    }
}
