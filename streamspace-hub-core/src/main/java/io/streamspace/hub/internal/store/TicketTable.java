package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.TICKETS;
import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.time;

import io.streamspace.vnc.ViewerMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The tickets, by their hashes. */
public final class TicketTable {
    private final DSLContext dsl;
    private final Instant now;

    /**
     * What a ticket allows.
     *
     * @param mode what the viewer starts in
     * @param maxMode what it may be given later
     */
    public record Claim(
            String sessionId,
            String user,
            ViewerMode mode,
            ViewerMode maxMode,
            @Nullable String origin) {}

    TicketTable(DSLContext dsl, Instant now) {
        this.dsl = dsl;
        this.now = now;
    }

    public void add(byte[] hash, Claim claim, Instant expiresAt) {
        dsl.insertInto(TICKETS)
                .set(TICKETS.TICKET_HASH, hash)
                .set(TICKETS.SESSION_ID, claim.sessionId())
                .set(TICKETS.USER_ID, claim.user())
                .set(TICKETS.MODE, claim.mode().name().toLowerCase(Locale.ROOT))
                .set(TICKETS.MAX_MODE, claim.maxMode().name().toLowerCase(Locale.ROOT))
                .set(TICKETS.ORIGIN, claim.origin())
                .set(TICKETS.EXPIRES_AT, time(expiresAt))
                .onConflictDoNothing()
                .execute();
    }

    /** Uses a ticket up. One statement, so that of two who come at once, at whichever replica, one gets it. */
    public Optional<Claim> take(byte[] hash) {
        return dsl.deleteFrom(TICKETS)
                .where(TICKETS.TICKET_HASH.eq(hash))
                .and(TICKETS.EXPIRES_AT.gt(time(now)))
                .returning()
                .fetchOptional(row -> new Claim(
                        row.getSessionId(),
                        row.getUserId(),
                        constant(ViewerMode.class, row.getMode()),
                        constant(ViewerMode.class, row.getMaxMode() == null ? row.getMode() : row.getMaxMode()),
                        row.getOrigin()));
    }

    /** A user may not open a session any more. */
    public void revoke(String sessionId, String user) {
        dsl.deleteFrom(TICKETS)
                .where(TICKETS.SESSION_ID.eq(sessionId))
                .and(TICKETS.USER_ID.eq(user))
                .execute();
    }

    /** Forgets tickets that nobody used in time. */
    public void forgetExpired() {
        dsl.deleteFrom(TICKETS).where(TICKETS.EXPIRES_AT.le(time(now))).execute();
    }
}
