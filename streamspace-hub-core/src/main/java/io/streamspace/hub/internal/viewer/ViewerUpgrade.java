package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.HubException;
import io.streamspace.hub.Session;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.Names;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.TicketTable.Claim;
import io.streamspace.hub.spi.ViewerTokens;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a viewer in or says why not. A browser cannot read the HTTP answer to a WebSocket handshake, so what a person is to read is said by
 * accepting the WebSocket and closing it at once with a code of {@link CloseCode} (rules P-6.1 and P-6.2).
 */
public final class ViewerUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerUpgrade.class);

    private final Database database;
    private final HubTickets tickets;
    private final @Nullable ViewerTokens tokens;
    private final Origins origins;
    private final Ids ids;
    private final BiFunction<ViewerGrant, UpgradeRequest, UpgradeDecision> tunnel;

    /** @param tunnel takes a viewer that may see its desktop */
    public ViewerUpgrade(
            Database database,
            HubTickets tickets,
            @Nullable ViewerTokens tokens,
            Set<String> allowedOrigins,
            Ids ids,
            BiFunction<ViewerGrant, UpgradeRequest, UpgradeDecision> tunnel) {
        this.database = database;
        this.tickets = tickets;
        this.tokens = tokens;
        this.origins = new Origins(allowedOrigins);
        this.ids = ids;
        this.tunnel = tunnel;
    }

    /** Decides. Blocks on the database. */
    public UpgradeDecision decide(String sessionId, UpgradeRequest request) {
        if (!origins.isAllowed(request)) {
            LOG.atWarn()
                    .addKeyValue("remote", request.remoteAddress())
                    .addKeyValue(
                            "origin",
                            request.header("origin").map(Names::printable).orElse(""))
                    .log("viewer refused: its page may not open desktops");
            return new UpgradeDecision.Refuse(
                    403, "forbidden", "This page's address is not among those that may open desktops.");
        }
        try {
            return decideByRight(sessionId, request);
        } catch (HubException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("viewer sent away for a moment");
            return refuse(request, sessionId, CloseCode.SERVER_RESTARTING);
        }
    }

    private UpgradeDecision decideByRight(String sessionId, UpgradeRequest request) {
        var claim = claim(sessionId, request);
        if (claim.isEmpty()) {
            return refuse(request, sessionId, CloseCode.TICKET_INVALID);
        }
        var session = database.call(tx -> tx.sessions().find(sessionId))
                .filter(s -> claim.get().covers(s));
        if (session.isEmpty()) {
            return refuse(request, sessionId, CloseCode.SESSION_NOT_FOUND);
        }
        return open(request, session.get().session(), claim.get());
    }

    private UpgradeDecision open(UpgradeRequest request, Session session, Permission permission) {
        if (session.state() == SessionState.TERMINATED || session.state() == SessionState.TERMINATING) {
            return refuse(request, session.id(), CloseCode.SESSION_ENDED);
        }
        var agentId = session.agentId();
        if (session.state() != SessionState.RUNNING || agentId == null) {
            return refuse(request, session.id(), CloseCode.SESSION_NOT_RUNNING);
        }
        var grant = new ViewerGrant(
                ids.viewer(), session.id(), agentId, SessionSpec.VNC_ENDPOINT, permission.mode(), permission.user());
        return tunnel.apply(grant, request);
    }

    /** What a viewer showed; {@code owner} where only that user's sessions are covered. */
    private record Permission(
            String user, ViewerMode mode, @Nullable String owner) {
        boolean covers(StoredSession session) {
            return owner == null || owner.equals(session.session().user());
        }
    }

    private Optional<Permission> claim(String sessionId, UpgradeRequest request) {
        var ticket = request.queryParameter("ticket");
        if (ticket.isPresent()) {
            return tickets.take(ticket.get())
                    .filter(claim -> claim.sessionId().equals(sessionId))
                    .filter(claim -> isFromItsPage(claim, request))
                    .map(claim -> new Permission(claim.user(), claim.mode(), null));
        }
        var verifier = tokens;
        return verifier == null
                ? Optional.empty()
                : request.queryParameter("token")
                        .flatMap(verifier::authenticate)
                        .map(user -> new Permission(
                                user.user(), ViewerMode.CONTROL, user.mayOpenAll() ? null : user.user()));
    }

    private static boolean isFromItsPage(Claim claim, UpgradeRequest request) {
        return claim.origin() == null
                || request.header("origin").map(claim.origin()::equals).orElse(true);
    }

    private static UpgradeDecision refuse(UpgradeRequest request, String sessionId, CloseCode code) {
        LOG.atInfo()
                .addKeyValue("sessionId", Names.printable(sessionId))
                .addKeyValue("remote", request.remoteAddress())
                .addKeyValue("code", code)
                .log("viewer refused");
        var subprotocol = request.subprotocols().contains(AgentProtocol.VIEWER_SUBPROTOCOL)
                ? AgentProtocol.VIEWER_SUBPROTOCOL
                : null;
        return new UpgradeDecision.Accept(subprotocol, ClosingListener.pipeline(code));
    }
}
