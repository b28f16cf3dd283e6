package io.streamspace.hub.internal.viewer;

import io.streamspace.hub.HubException;
import io.streamspace.hub.Session;
import io.streamspace.hub.Share;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.Names;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.TicketTable.Claim;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.hub.spi.ViewerTokens;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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
    private final Revocations revocations;
    private final Ids ids;
    private final BiFunction<ViewerGrant, UpgradeRequest, UpgradeDecision> tunnel;

    /** @param tunnel takes a viewer that may see its desktop */
    public ViewerUpgrade(
            Database database,
            HubTickets tickets,
            @Nullable ViewerTokens tokens,
            Set<String> allowedOrigins,
            Revocations revocations,
            Ids ids,
            BiFunction<ViewerGrant, UpgradeRequest, UpgradeDecision> tunnel) {
        this.database = database;
        this.tickets = tickets;
        this.tokens = tokens;
        this.origins = new Origins(allowedOrigins);
        this.revocations = revocations;
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
        var lookedUp = revocations.now();
        var claim = claim(sessionId, request);
        if (claim.isEmpty()) {
            return refuse(request, sessionId, CloseCode.TICKET_INVALID);
        }
        var admission = database.call(tx -> admission(tx, sessionId, claim.get()));
        return admission.isEmpty()
                ? refuse(request, sessionId, CloseCode.SESSION_NOT_FOUND)
                : open(request, admission.get(), lookedUp);
    }

    /** A session, and how its viewer begins. */
    private record Admission(Session session, String user, ViewerPolicy policy, ViewerPolicy limits) {}

    /** What the template, the right and earlier changes leave; empty where the session is none of the user's. */
    private static Optional<Admission> admission(Tx tx, String sessionId, Permission permission) {
        var session = tx.sessions().find(sessionId);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        var maxMode = permission.isFor(session.get())
                ? Optional.of(permission.maxMode())
                : tx.shares().find(sessionId, permission.user()).map(Share::mode);
        var changed = tx.viewerChanges().find(sessionId, permission.user());
        var start = changed.applyTo(ViewerPolicy.UNRESTRICTED).strictest(ViewerPolicy.of(permission.mode()));
        return maxMode.map(most -> new Admission(
                session.get().session(),
                permission.user(),
                start,
                session.get().plan().viewers().policy().strictest(ViewerPolicy.of(most))));
    }

    private UpgradeDecision open(UpgradeRequest request, Admission admission, Instant lookedUp) {
        var session = admission.session();
        if (session.state() == SessionState.TERMINATED || session.state() == SessionState.TERMINATING) {
            return refuse(request, session.id(), CloseCode.SESSION_ENDED);
        }
        var agentId = session.agentId();
        if (session.state() != SessionState.RUNNING || agentId == null) {
            return refuse(request, session.id(), CloseCode.SESSION_NOT_RUNNING);
        }
        var viewerId = ids.viewer();
        revocations.letIn(viewerId, lookedUp);
        var grant = new ViewerGrant(
                viewerId,
                session.id(),
                agentId,
                SessionSpec.VNC_ENDPOINT,
                admission.user(),
                admission.policy(),
                admission.limits(),
                request.queryParameter("notices").filter("policy"::equals).isPresent());
        return tunnel.apply(grant, request);
    }

    /** What a viewer showed; {@code owner} where only that user's sessions are covered, and those shared with them. */
    private record Permission(
            String user,
            ViewerMode mode,
            ViewerMode maxMode,
            @Nullable String owner) {
        boolean isFor(StoredSession session) {
            return owner == null || owner.equals(session.session().user());
        }
    }

    private Optional<Permission> claim(String sessionId, UpgradeRequest request) {
        var ticket = request.queryParameter("ticket");
        if (ticket.isPresent()) {
            return tickets.take(ticket.get())
                    .filter(claim -> claim.sessionId().equals(sessionId))
                    .filter(claim -> isFromItsPage(claim, request))
                    .map(claim -> new Permission(claim.user(), claim.mode(), claim.maxMode(), null));
        }
        var verifier = tokens;
        return verifier == null
                ? Optional.empty()
                : request.queryParameter("token")
                        .flatMap(verifier::authenticate)
                        .map(user -> new Permission(
                                user.user(),
                                ViewerMode.CONTROL,
                                ViewerMode.CONTROL,
                                user.mayOpenAll() ? null : user.user()));
    }

    private static boolean isFromItsPage(Claim claim, UpgradeRequest request) {
        return claim.origin() == null
                || request.header("origin").map(claim.origin()::equals).orElse(true);
    }

    /** A viewer that comes back takes a WebSocket of another sub-protocol for one that knows nothing of its stream, whatever closes it. */
    private static @Nullable String subprotocol(UpgradeRequest request) {
        return Stream.of(AgentProtocol.RESUMING_VIEWER_SUBPROTOCOL, AgentProtocol.VIEWER_SUBPROTOCOL)
                .filter(request.subprotocols()::contains)
                .findFirst()
                .orElse(null);
    }

    private static UpgradeDecision refuse(UpgradeRequest request, String sessionId, CloseCode code) {
        LOG.atInfo()
                .addKeyValue("sessionId", Names.printable(sessionId))
                .addKeyValue("remote", request.remoteAddress())
                .addKeyValue("code", code)
                .log("viewer refused");
        return new UpgradeDecision.Accept(subprotocol(request), ClosingListener.pipeline(code));
    }
}
