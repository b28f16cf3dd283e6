package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.SESSIONS;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Session;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Where a page of sessions ended: the order of the list, so that sessions that come in between are neither repeated nor missed. */
record SessionCursor(Instant createdAt, String id) {
    static SessionCursor of(Session session) {
        return new SessionCursor(session.createdAt(), session.id());
    }

    static SessionCursor read(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new SessionCursor(Instant.parse(parts[0]), parts[1]);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new HubException(
                    Code.INVALID_REQUEST,
                    "The cursor is not one that this hub gave out. Ask for the first page again.",
                    e);
        }
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    Condition after() {
        return DSL.row(SESSIONS.CREATED_AT, SESSIONS.ID).lt(Columns.time(createdAt), id);
    }
}
