package io.streamspace.hub.internal.agent;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.internal.store.Transition;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandProgress;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.SessionStatus;
import io.streamspace.protocol.state.CommandEvent;
import io.streamspace.protocol.state.CommandState;
import io.streamspace.vnc.ws.TextConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a welcomed link does: hears reports and carries commands. Everything but {@link #deliver()} runs in the link's mailbox. */
final class LinkWork {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWork.class);
    private static final int BATCH = 32;
    /** An agent that does not read gets nothing more until it does; its commands' deadlines go on. */
    private static final long MAX_UNREAD_BYTES = 4 << 20;

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

    private final LinkId link;
    private final TextConnection connection;
    private final LinkParts parts;
    private final Mailbox mailbox;
    private final Consumer<Runnable> guard;
    private final AtomicBoolean deliveryAsked = new AtomicBoolean();
    /** What transactions of unknown end marked as sent, in order. */
    private final Map<String, StoredCommand> unsent = new LinkedHashMap<>();

    private @Nullable String lastStage;
    private Instant lastProgress = Instant.MIN;

    LinkWork(LinkId link, TextConnection connection, LinkParts parts, Mailbox mailbox, Consumer<Runnable> guard) {
        this.link = link;
        this.connection = connection;
        this.parts = parts;
        this.mailbox = mailbox;
        this.guard = guard;
    }

    void handle(AgentMessage message) {
        switch (message) {
            case Heartbeat heartbeat -> heartbeat(heartbeat);
            case CommandAck ack -> of(ack.commandId(), tx -> parts.commands().acknowledged(tx, link.agentId(), ack));
            case CommandComplete complete -> {
                of(complete.commandId(), tx -> parts.commands().completed(tx, link.agentId(), complete));
                parts.meters().completed();
            }
            case CommandFailed failed -> {
                of(failed.commandId(), tx -> parts.commands().failed(tx, link.agentId(), failed));
                parts.meters().failed();
            }
            case CommandProgress progress -> progress(progress);
            case SessionStatus status ->
                parts.store().run(link, tx -> parts.status().status(tx, link, status));
            case Ping ping -> send(new Pong(ping.nonce()));
            case Pong ignored -> {}
            case ErrorReport error ->
                LOG.atWarn()
                        .addKeyValue("agentId", link.agentId())
                        .addKeyValue("code", error.code())
                        .addKeyValue("answeredType", error.answeredType())
                        .addKeyValue("detail", error.message())
                        .log("agent could not use a message");
            case Hello ignored ->
                throw new ProtocolException(ProtocolException.Code.UNEXPECTED_MESSAGE, "A link has one hello only.");
        }
    }

    private void heartbeat(Heartbeat heartbeat) {
        if (parts.store().call(link, tx -> parts.status().heartbeat(tx, link, heartbeat))) {
            parts.roomChanged().run();
        }
    }

    private void of(String commandId, Predicate<Tx> report) {
        if (!parts.store().call(link, report::test)) {
            throw new ProtocolException(
                    ProtocolException.Code.UNEXPECTED_MESSAGE,
                    "There is no command '" + commandId + "' of this agent.");
        }
    }

    /** For people only: shown at once, stored when the stage changes and now and then. */
    private void progress(CommandProgress progress) {
        var now = parts.clock().instant();
        if (progress.stage().equals(lastStage) && now.isBefore(lastProgress.plus(PROGRESS_INTERVAL))) {
            return;
        }
        lastStage = progress.stage();
        lastProgress = now;
        var shown = new Session.Progress(progress.stage(), progress.message(), progress.fraction());
        parts.store()
                .call(link, tx -> note(tx, progress.commandId(), shown))
                .ifPresent(session -> parts.bus().progress(session, shown));
    }

    private Optional<Session> note(Tx tx, String commandId, Session.Progress progress) {
        return tx.commands()
                .find(commandId)
                .filter(command -> command.agentId().equals(link.agentId()) && command.sessionId() != null)
                .flatMap(command -> tx.sessions()
                        .find(String.valueOf(command.sessionId()))
                        .filter(session -> session.generation() == command.generation())
                        .map(session -> {
                            tx.sessions().progress(session.id(), session.generation(), progress);
                            return session.session();
                        }));
    }

    /** Sends what waits for the agent. Never blocks; may be asked from any thread and as often as one likes. */
    void deliver() {
        if (deliveryAsked.compareAndSet(false, true)) {
            mailbox.post(() -> guard.accept(this::deliverNow));
        }
    }

    private void deliverNow() {
        deliveryAsked.set(false);
        if (connection.pendingBytes() > MAX_UNREAD_BYTES) {
            LOG.atWarn().addKeyValue("agentId", link.agentId()).log("agent does not read its commands");
            return;
        }
        // Marked as sent before it is: what is lost in between is sent again over the next link.
        var batch = parts.store().call(link, this::take);
        unsent.clear();
        batch.forEach(this::send);
        if (batch.size() >= BATCH) {
            deliver();
        }
    }

    private List<StoredCommand> take(Tx tx) {
        // A commit whose answer was lost may have been made: then these are marked and would wait for the next link in
        // vain.
        var taken = new ArrayList<>(unsent.values().stream()
                .filter(command -> isMarked(tx, command))
                .toList());
        for (var command : tx.commands().pending(link.agentId(), BATCH)) {
            parts.secrets()
                    .open(tx, command)
                    .ifPresent(whole -> Transition.ofCommand(command.state(), CommandEvent.DELIVERED)
                            .filter(delivered -> tx.commands().sent(command, delivered, link.epoch()))
                            .ifPresent(delivered -> taken.add(whole)));
        }
        taken.forEach(command -> unsent.put(command.id(), command));
        return taken;
    }

    private boolean isMarked(Tx tx, StoredCommand command) {
        return tx.commands()
                .find(command.id())
                .filter(found -> found.state() == CommandState.SENT && found.epoch() == link.epoch())
                .isPresent();
    }

    private void send(StoredCommand command) {
        long left =
                Duration.between(parts.clock().instant(), command.timeoutAt()).toMillis();
        LOG.atInfo()
                .addKeyValue("commandId", command.id())
                .addKeyValue("agentId", link.agentId())
                .addKeyValue("sessionId", command.sessionId())
                .addKeyValue("action", command.payload().action().wireName())
                .addKeyValue("delivery", command.deliveries() + 1)
                .log("command sent");
        send(new Command(
                command.id(), command.sessionId(), command.generation(), Math.max(1, left), command.payload()));
    }

    private void send(HubMessage message) {
        connection.send(parts.codec().write(message));
    }
}
