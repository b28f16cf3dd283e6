package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Ticket;
import io.streamspace.hub.Tickets;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.Secrets;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.TicketTable.Claim;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues tickets and takes them back, by way of the database, so that any replica accepts what another issued. */
public final class HubTickets implements Tickets {
    private final Database database;
    private final Ids ids;
    private final Duration lifetime;

    public HubTickets(Database database, Ids ids, Duration lifetime) {
        this.database = database;
        this.ids = ids;
        this.lifetime = lifetime;
    }

    @Override
    public Ticket issue(String sessionId, String user, ViewerMode mode, ViewerMode maxMode, @Nullable String origin) {
        var value = ids.secret();
        return database.call(tx -> {
            var state = tx.sessions().get(sessionId).state();
            if (state != SessionState.RUNNING) {
                throw new HubException(
                        Code.INVALID_STATE,
                        "The desktop cannot be opened while the session is " + state.wireName() + ".");
            }
            var expiresAt = tx.now().plus(lifetime);
            tx.tickets().add(Secrets.hash(value), new Claim(sessionId, user, mode, maxMode, origin), expiresAt);
            return new Ticket(value, expiresAt);
        });
    }

    /** Uses a ticket up; empty where it is unknown, used or too old. */
    Optional<Claim> take(String value) {
        return database.call(tx -> tx.tickets().take(Secrets.hash(value)));
    }
}
