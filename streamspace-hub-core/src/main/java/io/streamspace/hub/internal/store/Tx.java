package io.streamspace.hub.internal.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** One transaction: the tables, the time that all its rows are stamped with, and what to say once it is committed. */
public final class Tx {
    private final Instant now;
    private final SessionTable sessions;
    private final CommandTable commands;
    private final AgentTable agents;
    private final TemplateTable templates;
    private final TicketTable tickets;
    private final QuotaTable quotas;
    private final ShareTable shares;
    private final ViewerChangeTable viewerChanges;
    private final SecretTable secrets;
    private final Signals signals;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(DSLContext dsl, Instant now, Signals signals, Deadlines deadlines) {
        this.now = now;
        this.signals = signals;
        this.sessions =
                new SessionTable(dsl, now, deadlines, session -> afterCommit.add(() -> signals.session(session)));
        this.commands = new CommandTable(
                dsl,
                now,
                agentId -> afterCommit.add(() -> signals.commandQueued(agentId)),
                command -> afterCommit.add(() -> signals.commandCancelled(command)));
        this.agents = new AgentTable(dsl, now);
        this.templates = new TemplateTable(dsl, now);
        this.tickets = new TicketTable(dsl, now);
        this.quotas = new QuotaTable(dsl, now);
        this.shares = new ShareTable(dsl, now);
        this.viewerChanges = new ViewerChangeTable(dsl);
        this.secrets = new SecretTable(dsl);
    }

    public Instant now() {
        return now;
    }

    public SessionTable sessions() {
        return sessions;
    }

    public CommandTable commands() {
        return commands;
    }

    public AgentTable agents() {
        return agents;
    }

    public TemplateTable templates() {
        return templates;
    }

    public TicketTable tickets() {
        return tickets;
    }

    public QuotaTable quotas() {
        return quotas;
    }

    public ShareTable shares() {
        return shares;
    }

    public ViewerChangeTable viewerChanges() {
        return viewerChanges;
    }

    public SecretTable secrets() {
        return secrets;
    }

    /** To be carried out once this is committed. */
    public void tell(ViewerOrder order) {
        afterCommit.add(() -> signals.viewerOrder(order));
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
