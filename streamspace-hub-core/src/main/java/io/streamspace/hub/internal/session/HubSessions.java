package io.streamspace.hub.internal.session;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Page;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionFilter;
import io.streamspace.hub.SessionQuery;
import io.streamspace.hub.SessionUpdate;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.StartRequest;
import io.streamspace.hub.Subscription;
import io.streamspace.hub.Template;
import io.streamspace.hub.internal.Ids;
import io.streamspace.hub.internal.ParamCheck;
import io.streamspace.hub.internal.placement.Candidates;
import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.hub.internal.secret.Vault;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.SessionPatch;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.state.SessionEvent;
import io.streamspace.protocol.state.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The API's sessions: each call is one transaction. */
public final class HubSessions implements Sessions {
    private final Database database;
    private final SessionFlow flow;
    private final SessionBus bus;
    private final Ids ids;
    private final QuotaGate quotas;
    private final Vault vault;

    public HubSessions(Database database, SessionFlow flow, SessionBus bus, Ids ids, QuotaGate quotas, Vault vault) {
        this.database = database;
        this.flow = flow;
        this.bus = bus;
        this.ids = ids;
        this.quotas = quotas;
        this.vault = vault;
    }

    @Override
    public Session start(StartRequest request) {
        // Outside of the transaction, so that a repeated one adds the same session.
        var id = ids.session();
        return database.call(tx -> {
            var plan = SessionPlans.of(
                    template(tx, request.template()), request, (template, values) -> seal(template, id, values));
            if (tx.sessions().find(id).isEmpty()) {
                quotas.admit(tx, request.user(), plan.spec().resources());
            }
            return tx.sessions()
                    .add(
                            id,
                            plan,
                            Optional.ofNullable(request.platform()),
                            Optional.ofNullable(request.region()),
                            request.tags())
                    .session();
        });
    }

    private Sealed seal(Template template, String id, SecretValues values) {
        if (vault.sealingKey().isEmpty()) {
            var param = template.params().stream()
                    .filter(one -> values.params().containsKey(one.name()))
                    .findFirst()
                    .orElseThrow();
            throw ParamCheck.wrong(
                    param,
                    "cannot be kept: this server has no key for secrets. Leave it empty where it may be, or ask an"
                            + " administrator to set SECRET_KEYS");
        }
        return vault.seal(id, values);
    }

    private static Template template(Tx tx, String name) {
        return tx.templates()
                .find(name)
                .orElseThrow(() -> new HubException(
                        Code.TEMPLATE_NOT_FOUND, "There is no template '" + name + "'. Choose one from the list."));
    }

    @Override
    public Optional<Session> find(String sessionId) {
        return database.call(tx -> tx.sessions().find(sessionId).map(StoredSession::session));
    }

    @Override
    public Page<Session> list(SessionQuery query) {
        return database.call(tx -> tx.sessions().page(query));
    }

    @Override
    public Session hibernate(String sessionId) {
        return request(
                sessionId,
                SessionEvent.HIBERNATE_REQUESTED,
                Set.of(SessionState.HIBERNATING, SessionState.HIBERNATED),
                HubSessions::checkCanHibernate);
    }

    @Override
    public Session wake(String sessionId) {
        return request(
                sessionId,
                SessionEvent.WAKE_REQUESTED,
                Set.of(SessionState.WAKING, SessionState.RUNNING),
                (tx, session) -> {
                    admit(tx, session, SessionState.HIBERNATED);
                    checkRoom(tx, session);
                });
    }

    @Override
    public Session restart(String sessionId) {
        return request(
                sessionId,
                SessionEvent.RESTART_REQUESTED,
                Set.of(SessionState.PENDING, SessionState.STARTING),
                (tx, session) -> admit(tx, session, SessionState.FAILED));
    }

    @Override
    public Session terminate(String sessionId) {
        return request(
                sessionId,
                SessionEvent.TERMINATE_REQUESTED,
                Set.of(SessionState.TERMINATING, SessionState.TERMINATED),
                (tx, s) -> {});
    }

    @Override
    public Session tag(String sessionId, List<String> tags) {
        SessionPlans.checkTags(tags);
        return database.call(tx -> {
            var session = tx.sessions().get(sessionId);
            return tx.sessions().change(session, new SessionPatch().tags(tags)).session();
        });
    }

    @Override
    public Subscription subscribe(SessionFilter filter, Consumer<SessionUpdate> listener) {
        return bus.subscribe(filter, listener);
    }

    /** @param already states in which what is asked for has been done or is being done, so that repeating it is no error */
    private Session request(String id, SessionEvent event, Set<SessionState> already, Check check) {
        return database.call(tx -> {
            var session = tx.sessions().get(id);
            if (already.contains(session.state())) {
                return session.session();
            }
            check.of(tx, session);
            return flow.on(tx, session, event)
                    .orElseThrow(() -> impossible(session, event))
                    .session();
        });
    }

    /** Sessions in that state count against no quota, so what brings them back must find room in it. */
    private void admit(Tx tx, StoredSession session, SessionState uncounted) {
        if (session.state() == uncounted) {
            quotas.admit(tx, session.session().user(), session.session().resources());
        }
    }

    private static void checkCanHibernate(Tx tx, StoredSession session) {
        if (session.state() == SessionState.RUNNING
                && session.agentId() != null
                && !tx.agents().get(session.agentId()).agent().capabilities().contains(Capability.HIBERNATE)) {
            throw new HubException(
                    Code.INVALID_STATE,
                    "The machine that runs this desktop cannot suspend it. End it, or leave it running.");
        }
    }

    /** A hibernated session takes no room, so a waking one must find some. Holds the agent as whoever places sessions does. */
    private static void checkRoom(Tx tx, StoredSession session) {
        if (session.state() != SessionState.HIBERNATED || session.agentId() == null) {
            return;
        }
        var agent = tx.agents().hold(session.agentId());
        if (agent.isPresent() && !Candidates.hasRoom(tx, agent.get(), session)) {
            throw new HubException(
                    Code.AGENT_BUSY,
                    "The machine that holds this desktop has no room to wake it. End or hibernate another session there first.");
        }
    }

    private static HubException impossible(StoredSession session, SessionEvent event) {
        var what = switch (event) {
            case HIBERNATE_REQUESTED -> "hibernated while it is ";
            case WAKE_REQUESTED -> "woken while it is ";
            case RESTART_REQUESTED -> "started again while it is ";
            case TERMINATE_REQUESTED -> "ended while it is ";
            case PLACED,
                    OBSERVED_RUNNING,
                    OBSERVED_HIBERNATED,
                    OBSERVED_STOPPED,
                    OBSERVED_FAILED,
                    COMMAND_FAILED,
                    AGENT_REFUSED,
                    AGENT_REMOVED,
                    DEADLINE_PASSED -> "changed while it is ";
        };
        return new HubException(
                Code.INVALID_STATE,
                "The session cannot be " + what + session.state().wireName()
                        + ". Look at what it does now and try again.");
    }

    @FunctionalInterface
    private interface Check {
        void of(Tx tx, StoredSession session);
    }
}
