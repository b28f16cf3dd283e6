package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.VIEWER_CHANGES;
import static io.streamspace.hub.internal.store.Columns.constant;

import io.streamspace.hub.ViewerChange;
import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What was changed on a user's viewers of a session. */
public final class ViewerChangeTable {
    private final DSLContext dsl;

    ViewerChangeTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Everything that was changed so far. */
    public ViewerChange find(String sessionId, String user) {
        return dsl.selectFrom(VIEWER_CHANGES)
                .where(VIEWER_CHANGES.SESSION_ID.eq(sessionId))
                .and(VIEWER_CHANGES.USER_ID.eq(user))
                .fetchOptional(row -> new ViewerChange(
                        row.getMode() == null ? null : constant(ViewerMode.class, row.getMode()),
                        row.getClipboard() == null ? null : constant(ClipboardDirection.class, row.getClipboard()),
                        row.getMaxBytesPerSecond()))
                .orElse(ViewerChange.NONE);
    }

    /** Adds to what was changed so far. */
    public void add(String sessionId, String user, ViewerChange change) {
        var before = find(sessionId, user);
        var mode = name(change.mode() == null ? before.mode() : change.mode());
        var clipboard = name(change.clipboard() == null ? before.clipboard() : change.clipboard());
        var cap = change.maxBytesPerSecond() == null ? before.maxBytesPerSecond() : change.maxBytesPerSecond();
        dsl.insertInto(VIEWER_CHANGES)
                .set(VIEWER_CHANGES.SESSION_ID, sessionId)
                .set(VIEWER_CHANGES.USER_ID, user)
                .set(VIEWER_CHANGES.MODE, mode)
                .set(VIEWER_CHANGES.CLIPBOARD, clipboard)
                .set(VIEWER_CHANGES.MAX_BYTES_PER_SECOND, cap)
                .onConflict(VIEWER_CHANGES.SESSION_ID, VIEWER_CHANGES.USER_ID)
                .doUpdate()
                .set(VIEWER_CHANGES.MODE, mode)
                .set(VIEWER_CHANGES.CLIPBOARD, clipboard)
                .set(VIEWER_CHANGES.MAX_BYTES_PER_SECOND, cap)
                .execute();
    }

    /** Forgets what was changed, such as when the user's right ends. */
    public void remove(String sessionId, String user) {
        dsl.deleteFrom(VIEWER_CHANGES)
                .where(VIEWER_CHANGES.SESSION_ID.eq(sessionId))
                .and(VIEWER_CHANGES.USER_ID.eq(user))
                .execute();
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
