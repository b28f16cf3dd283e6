package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.AGENT_COMMANDS;
import static io.streamspace.hub.internal.db.Tables.SESSIONS;

import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/** The secret values in the rows of sessions that are not over, and the copies of them in the rows of commands. */
public final class SecretTable {
    private final DSLContext dsl;

    SecretTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Sessions of these templates for which nothing is sealed. */
    public List<StoredSession> notSealed(Collection<String> templates) {
        return living(SESSIONS.SEALED.isNull().and(SESSIONS.TEMPLATE.in(templates)));
    }

    /** Sessions whose values were sealed with another key than this. */
    public List<StoredSession> sealedOtherwise(String key) {
        return living(DSL.condition("{0} ->> 'key' <> {1}", SESSIONS.SEALED, DSL.val(key)));
    }

    /** Replaces what a session that the caller holds keeps, and whoever read it before has to read it again. */
    public void reseal(StoredSession session, SessionSpec spec, Sealed sealed) {
        dsl.update(SESSIONS)
                .set(SESSIONS.SPEC, StoredJson.write(spec))
                .set(SESSIONS.SEALED, StoredJson.write(sealed))
                .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(1))
                .where(SESSIONS.ID.eq(session.id()))
                .execute();
        // The values are added when a command is sent, so its row needs none.
        var open = StoredJson.write(new OpenValues(spec));
        dsl.update(AGENT_COMMANDS)
                .set(
                        AGENT_COMMANDS.PAYLOAD,
                        DSL.field(
                                "jsonb_set({0}, '{spec}', ({0} -> 'spec') || {1})",
                                JSONB.class, AGENT_COMMANDS.PAYLOAD, DSL.val(open)))
                .where(AGENT_COMMANDS.SESSION_ID.eq(session.id()))
                .and(DSL.condition("{0} -> 'spec' IS NOT NULL", AGENT_COMMANDS.PAYLOAD))
                .execute();
    }

    private record OpenValues(Map<String, String> env, Map<String, String> params) {
        OpenValues(SessionSpec spec) {
            this(spec.env(), spec.params());
        }
    }

    private List<StoredSession> living(Condition which) {
        return dsl.selectFrom(SESSIONS)
                .where(SESSIONS.STATE.ne(SessionState.TERMINATED.wireName()))
                .and(which)
                .orderBy(SESSIONS.ID)
                .fetch(SessionRows::read);
    }
}
