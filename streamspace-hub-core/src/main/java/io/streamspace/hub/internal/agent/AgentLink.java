package io.streamspace.hub.internal.agent;

import io.streamspace.hub.HubException;
import io.streamspace.hub.internal.agent.Handshake.Outcome;
import io.streamspace.hub.spi.Timers.Cancellable;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.message.AgentMessage;
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
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One control link. What the connection hears goes into a mailbox and is worked off there, one after the other, on threads that may block;
 * the connection's own thread only notes that the agent is alive. Reaches the database through {@link LinkStore} and so has no effect once
 * a newer link is there.
 */
public final class AgentLink implements TextListener {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);
    private static final int MAX_WAITING_MESSAGES = 4096;
    private static final long MAX_WAITING_CHARACTERS = 8L * AgentProtocol.MAX_LINK_MESSAGE_BYTES;
    private static final int MAX_FAULTS = 16;
    /** RFC 6455: the server met something that it did not expect. */
    private static final int INTERNAL_ERROR = 1011;

    private final String agentId;
    private final LinkParts parts;
    private final Mailbox mailbox;
    private volatile Phase phase = new Phase.New();
    private volatile Instant lastHeard;
    /** From here on nothing that the agent says counts; what was lost comes again over the next link. */
    private volatile boolean givenUp;
    // Only in the mailbox.
    private int faults;

    /** Where the link stands. Written by the connection's thread first and then only in the mailbox. */
    private sealed interface Phase {
        record New() implements Phase {}

        record AwaitingHello(TextConnection connection, String connectionId, Instant openedAt, Cancellable timer)
                implements Phase {}

        record Live(TextConnection connection, LinkId id, Set<String> capabilities, LinkWork work) implements Phase {}

        record Over() implements Phase {}
    }

    /** @param agentId whose key opened the connection */
    public AgentLink(String agentId, LinkParts parts) {
        this.agentId = agentId;
        this.parts = parts;
        this.mailbox = new Mailbox(parts.executor(), MAX_WAITING_MESSAGES, MAX_WAITING_CHARACTERS);
        this.lastHeard = parts.clock().instant();
    }

    @Override
    public void opened(TextConnection connection) {
        var timer = parts.timers()
                .after(AgentProtocol.HANDSHAKE_TIMEOUT, () -> mailbox.post(() -> helloIsLate(connection)));
        phase = new Phase.AwaitingHello(
                connection, parts.ids().connection(), parts.clock().instant(), timer);
    }

    @Override
    public void text(TextConnection connection, String text) {
        lastHeard = parts.clock().instant();
        if (givenUp) {
            return;
        }
        if (!mailbox.offer(text.length(), () -> guarded(connection, () -> read(connection, text)))) {
            log(LOG.atWarn()).log("agent sends faster than it can be served");
            close(connection, CloseCode.AGENT_PROTOCOL_ERROR, "Too many messages are waiting.");
        }
    }

    @Override
    public void closed(TextConnection connection, int code, String reason) {
        mailbox.post(() -> guarded(connection, () -> over(code)));
    }

    /** Has the agent's waiting commands sent. Never blocks; so with the three below. */
    void deliver() {
        if (phase instanceof Phase.Live live) {
            live.work.deliver();
        }
    }

    void send(HubMessage message) {
        if (phase instanceof Phase.Live live) {
            live.connection.send(parts.codec().write(message));
        }
    }

    void close(CloseCode code) {
        if (phase instanceof Phase.Live live) {
            close(live.connection, code, code.sentence());
        }
    }

    /** Tells the agent to come back after a while, and closes. */
    void shutdown(Duration comeBackAfter) {
        send(new Shutdown("The hub restarts.", comeBackAfter.toMillis()));
        close(CloseCode.HUB_SHUTDOWN);
    }

    /** Whether a capability is in force. */
    boolean supports(String capability) {
        return phase instanceof Phase.Live live && live.capabilities.contains(capability);
    }

    /** The present epoch; 0 before the welcome and after the end. */
    long epoch() {
        return phase instanceof Phase.Live live ? live.id.epoch() : 0;
    }

    private void helloIsLate(TextConnection connection) {
        if (phase instanceof Phase.AwaitingHello) {
            close(connection, CloseCode.HELLO_TIMEOUT, CloseCode.HELLO_TIMEOUT.sentence());
        }
    }

    private void read(TextConnection connection, String text) {
        if (givenUp) {
            return;
        }
        AgentMessage message;
        try {
            message = parts.codec().readAgentMessage(text);
        } catch (ProtocolException e) {
            fault(connection, e, parts.codec().typeOf(text));
            return;
        }
        switch (phase) {
            case Phase.AwaitingHello waiting -> first(waiting, message, text);
            case Phase.Live live -> {
                try {
                    live.work.handle(message);
                } catch (ProtocolException e) {
                    fault(connection, e, parts.codec().typeOf(text));
                }
            }
            case Phase.New ignored -> throw new IllegalStateException("a message before the connection was open");
            case Phase.Over ignored -> {}
        }
    }

    /** Before the welcome there is the hello, and what keeps a connection alive (rule P-2.3). */
    private void first(Phase.AwaitingHello waiting, AgentMessage message, String text) {
        switch (message) {
            case Hello hello -> hello(waiting, hello);
            case Ping ping -> waiting.connection.send(parts.codec().write((HubMessage) new Pong(ping.nonce())));
            case Pong ignored -> {}
            case ErrorReport ignored -> {}
            case Heartbeat ignored -> tooEarly(waiting, text);
            case CommandAck ignored -> tooEarly(waiting, text);
            case CommandProgress ignored -> tooEarly(waiting, text);
            case CommandComplete ignored -> tooEarly(waiting, text);
            case CommandFailed ignored -> tooEarly(waiting, text);
            case SessionStatus ignored -> tooEarly(waiting, text);
        }
    }

    private void tooEarly(Phase.AwaitingHello waiting, String text) {
        var e = new ProtocolException(ProtocolException.Code.UNEXPECTED_MESSAGE, "the first message must be a hello");
        fault(waiting.connection, e, parts.codec().typeOf(text));
    }

    private void hello(Phase.AwaitingHello waiting, Hello hello) {
        waiting.timer.cancel();
        switch (parts.handshake().answer(agentId, waiting.connectionId, hello, waiting.openedAt)) {
            case Outcome.Accepted accepted -> begin(waiting.connection, accepted);
            case Outcome.Refused refused -> {
                log(LOG.atWarn()).addKeyValue("code", refused.code()).log("link refused");
                refused.error()
                        .ifPresent(
                                error -> waiting.connection.send(parts.codec().write((HubMessage) error)));
                close(waiting.connection, refused.code(), refused.reason());
            }
        }
    }

    private void begin(TextConnection connection, Outcome.Accepted accepted) {
        var id = accepted.link();
        var work = new LinkWork(id, connection, parts, mailbox, run -> guarded(connection, run));
        watch(connection);
        // The welcome goes out before the link can be found, so that nothing overtakes it.
        connection.send(parts.codec().write(accepted.welcome()));
        phase = new Phase.Live(connection, id, accepted.welcome().capabilities(), work);
        parts.links().add(this, id);
        parts.meters().linked();
        log(LOG.atInfo())
                .addKeyValue("epoch", id.epoch())
                .addKeyValue("remote", connection.remoteAddress())
                .log("agent linked");
        work.deliver();
        parts.roomChanged().run();
    }

    /** Gives the link up once it was silent for two intervals, also where its writes hang (rule P-2.7). */
    private void watch(TextConnection connection) {
        var limit = parts.settings().heartbeatInterval().multipliedBy(2);
        parts.timers().after(limit.minus(silence()), () -> {
            if (phase instanceof Phase.Over) {
                return;
            }
            var silent = silence();
            if (silent.compareTo(limit) >= 0) {
                log(LOG.atWarn()).addKeyValue("silentMs", silent.toMillis()).log("agent is silent");
                close(connection, CloseCode.HEARTBEAT_TIMEOUT, CloseCode.HEARTBEAT_TIMEOUT.sentence());
                // A dead connection may never tell that it is closed.
                mailbox.post(() -> guarded(connection, () -> over(CloseCode.HEARTBEAT_TIMEOUT.number())));
            } else {
                watch(connection);
            }
        });
    }

    private Duration silence() {
        return Duration.between(lastHeard, parts.clock().instant());
    }

    private void over(int code) {
        switch (phase) {
            case Phase.Live live -> {
                phase = new Phase.Over();
                parts.meters().unlinked();
                parts.links().remove(this, live.id, () -> {
                    parts.streams().agentOffline(live.id.agentId(), live.id.epoch());
                    log(LOG.atInfo()).addKeyValue("code", code).log("agent's link ended");
                    parts.store().lost(live.id.agentId(), live.id.epoch());
                });
            }
            case Phase.AwaitingHello waiting -> {
                phase = new Phase.Over();
                waiting.timer.cancel();
            }
            case Phase.New ignored -> phase = new Phase.Over();
            case Phase.Over ignored -> {}
        }
    }

    private void fault(TextConnection connection, ProtocolException e, @Nullable String type) {
        faults++;
        parts.meters().fault();
        log(LOG.atWarn()).addKeyValue("fault", e.getMessage()).log("agent sent something that cannot be used");
        connection.send(parts.codec()
                .write((HubMessage) new ErrorReport(e.code().wireName(), String.valueOf(e.getMessage()), type)));
        if (faults >= MAX_FAULTS) {
            close(connection, CloseCode.AGENT_PROTOCOL_ERROR, "Too many messages could not be used.");
        }
    }

    /** Runs work of the mailbox; whatever happens in it, the agent gets a close code and the details go to the log. */
    private void guarded(TextConnection connection, Runnable work) {
        try {
            work.run();
        } catch (SupersededException e) {
            close(connection, CloseCode.SUPERSEDED, CloseCode.SUPERSEDED.sentence());
        } catch (HubException e) {
            // The agent comes back, and inventory and redelivery make good what was lost.
            log(LOG.atWarn()).addKeyValue("cause", e.getMessage()).log("link given up");
            close(connection, CloseCode.HUB_SHUTDOWN, e.getMessage());
        } catch (RuntimeException e) {
            log(LOG.atError()).setCause(e).log("link failed");
            giveUp(connection, INTERNAL_ERROR, "The hub met an error of its own.");
        }
    }

    private void close(TextConnection connection, CloseCode code, @Nullable String reason) {
        giveUp(connection, code.number(), reason == null ? code.sentence() : reason);
    }

    private void giveUp(TextConnection connection, int code, String reason) {
        givenUp = true;
        connection.close(code, reason);
    }

    private LoggingEventBuilder log(LoggingEventBuilder event) {
        return event.addKeyValue("agentId", agentId);
    }
}
