package io.streamspace.agent.internal.link;

import io.streamspace.agent.internal.link.LinkState.Closed;
import io.streamspace.agent.internal.link.LinkState.Dialling;
import io.streamspace.agent.internal.link.LinkState.Greeting;
import io.streamspace.agent.internal.link.LinkState.Online;
import io.streamspace.agent.internal.link.LinkState.Standby;
import io.streamspace.agent.internal.link.LinkState.Waiting;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.ws.TextConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides what happens to the control link; {@link LinkEffects} does it. All calls come on the agent's loop. Whatever befalls the link, the
 * sessions know nothing of it.
 *
 * <p>What belongs to an earlier connection is told by the connection's identity, never by the agent's id, so that the end of an old link
 * cannot harm a new one.
 */
public final class LinkMachine {
    private static final int NORMAL_CLOSE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;
    private static final long HANDSHAKE_SECONDS = AgentProtocol.HANDSHAKE_TIMEOUT.toSeconds();

    // The hub is heard at least at each answer to our pings, one per half interval. Dead after eight silent quarters is
    // dead
    // within two intervals, and needs neither a clock nor a write that comes through.
    private static final int QUARTERS_UNTIL_DEAD = 8;
    private static final int QUARTERS_PER_PING = 2;
    private static final int QUARTERS_PER_HEARTBEAT = 4;

    private final LinkEffects effects;
    private final Backoff backoff;
    private final InstantSource clock;

    private LinkState state = new Standby();
    private long dial;
    private long timer;

    /** A machine that stands by until {@link #lead}. */
    public LinkMachine(LinkEffects effects, RandomGenerator random, InstantSource clock) {
        this.effects = effects;
        this.backoff = new Backoff(random);
        this.clock = clock;
    }

    /** Where the link stands. */
    public LinkState state() {
        return state;
    }

    /** This process leads: dial. */
    public void lead() {
        if (state instanceof Standby) {
            startDialling();
        }
    }

    /** This process no longer leads: give the link up until it does. */
    public void standBy() {
        if (!(state instanceof Closed)) {
            leave(GOING_AWAY, "another process leads");
            state = new Standby();
        }
    }

    /** A connection was made. */
    public void dialled(long number, TextConnection connection) {
        if (state instanceof Dialling && number == dial) {
            state = new Greeting(connection);
            effects.greet(connection);
        } else {
            effects.close(connection, GOING_AWAY, "too late");
        }
    }

    /** No connection was made. */
    public void dialFailed(long number, DialProblem problem) {
        if (state instanceof Dialling && number == dial) {
            waitFor(
                    switch (problem.retry()) {
                        case SOON -> backoff.next();
                        case LATE -> backoff.late();
                    });
            effects.troubled(problem.sentence());
        }
    }

    /** The hello could not be sent. */
    public void greetFailed(TextConnection connection, String problem) {
        if (state instanceof Greeting greeting && greeting.connection() == connection) {
            effects.close(connection, GOING_AWAY, "no hello");
            waitFor(backoff.next());
            effects.troubled(problem);
        }
    }

    /** A message came. */
    public void received(TextConnection connection, HubMessage message) {
        if (!isCurrent(connection)) {
            return;
        }
        if (state instanceof Online online) {
            state = online.heard();
            receivedOnline(online.heard(), message);
        } else {
            receivedWhileGreeting(connection, message);
        }
    }

    /** A text came that is no message; answered, never fatal (rule P-2.4). */
    public void unreadable(TextConnection connection, ErrorReport answer) {
        if (isCurrent(connection)) {
            if (state instanceof Online online) {
                state = online.heard();
            }
            effects.send(connection, answer);
        }
    }

    /** A connection is gone. */
    public void closed(TextConnection connection, int code, String reason) {
        if (!isCurrent(connection)) {
            return;
        }
        Optional<CloseCode> known = CloseCode.of(code).filter(c -> c.audience() == CloseCode.Audience.AGENT);
        Optional<Instant> redial = wentDown();
        switch (known.map(CloseCode::retry).orElse(CloseCode.Retry.SOON)) {
            case NEVER -> end(known.map(CloseCode::sentence).orElse(reason));
            case LATE -> waitFor(backoff.late());
            case SOON, WHEN_RUNNING, BY_USER -> waitFor(redial.map(this::until).orElseGet(backoff::next));
        }
        effects.troubled(
                known.map(CloseCode::sentence).orElse("The connection to the hub was lost (close code " + code + ").")
                        + (known.isEmpty() || reason.isBlank() ? "" : " The hub says: " + reason));
    }

    /** The timer with that token has run out. */
    public void timer(long token) {
        if (token != timer) {
            return;
        }
        switch (state) {
            case Dialling s -> {
                waitFor(backoff.next());
                effects.troubled("The hub did not accept a connection within " + HANDSHAKE_SECONDS
                        + " s. Check the control plane URL and the proxies on the way.");
            }
            case Greeting greeting -> {
                effects.close(greeting.connection(), GOING_AWAY, "no welcome in time");
                waitFor(backoff.next());
                effects.troubled("The hub did not answer the hello within " + HANDSHAKE_SECONDS
                        + " s. A proxy between agent and hub may not pass WebSockets.");
            }
            case Online online -> quarterPassed(online.quarterPassed());
            case Waiting s -> startDialling();
            case Standby s -> {}
            case Closed s -> {}
        }
    }

    /** The agent ends: say goodbye and never dial again. */
    public void end(String reason) {
        if (!(state instanceof Closed)) {
            leave(NORMAL_CLOSE, reason);
            state = new Closed(reason);
            effects.ended(reason);
        }
    }

    private void receivedWhileGreeting(TextConnection connection, HubMessage message) {
        switch (message) {
            case Welcome welcome -> {
                state = new Online(connection, welcome, clock.instant(), 0, 0, null);
                restartTimer(quarterOf(welcome));
                effects.online(connection, welcome);
            }
            case Ping ping -> effects.send(connection, new Pong(ping.nonce()));
            case Pong pong -> {}
            case ErrorReport error -> effects.troubled("The hub refused the hello: " + error.message());
            case Shutdown shutdown -> {
                effects.close(connection, GOING_AWAY, "the hub goes away");
                waitFor(Duration.ofMillis(shutdown.reconnectAfterMs()));
            }
            case Command c -> outOfTurn(connection, "command");
            case CommandCancel c -> outOfTurn(connection, "cancel");
            case StreamRequest r -> outOfTurn(connection, "stream_request");
        }
    }

    private void receivedOnline(Online online, HubMessage message) {
        switch (message) {
            case Command c -> effects.deliver(c);
            case CommandCancel c -> effects.deliver(c);
            case StreamRequest r -> effects.deliver(r);
            case Ping ping -> effects.send(online.connection(), new Pong(ping.nonce()));
            case Pong pong -> {}
            case ErrorReport error ->
                effects.troubled("The hub refused a message"
                        + (error.answeredType() == null ? "" : " of type " + error.answeredType()) + ": "
                        + error.message());
            case Shutdown shutdown -> state = online.leavingAt(clock.instant().plusMillis(shutdown.reconnectAfterMs()));
            case Welcome w -> outOfTurn(online.connection(), "welcome");
        }
    }

    private void outOfTurn(TextConnection connection, String type) {
        String code = ProtocolException.Code.UNEXPECTED_MESSAGE.wireName();
        effects.send(connection, new ErrorReport(code, "a " + type + " is not expected now", type));
    }

    private void quarterPassed(Online online) {
        state = online;
        TextConnection connection = online.connection();
        if (online.quiet() >= QUARTERS_UNTIL_DEAD) {
            effects.close(connection, PROTOCOL_ERROR, "nothing heard from the hub");
            wentDown();
            waitFor(backoff.next());
            effects.troubled("Nothing was heard from the hub for two heartbeat intervals; dialling again.");
            return;
        }
        if (online.redialAfter() != null && !clock.instant().isBefore(online.redialAfter())) {
            effects.close(connection, GOING_AWAY, "the hub goes away");
            wentDown();
            startDialling();
            return;
        }
        if (online.quarters() % QUARTERS_PER_HEARTBEAT == 0) {
            effects.heartbeat(connection);
        }
        if (online.quarters() % QUARTERS_PER_PING == 0) {
            effects.send(connection, new Ping(online.quarters()));
        }
        restartTimer(quarterOf(online.welcome()));
    }

    private void startDialling() {
        state = new Dialling();
        restartTimer(AgentProtocol.HANDSHAKE_TIMEOUT);
        effects.dial(++dial);
    }

    private void waitFor(Duration delay) {
        state = new Waiting();
        restartTimer(delay);
    }

    private void leave(int code, String reason) {
        switch (state) {
            case Greeting greeting -> effects.close(greeting.connection(), code, reason);
            case Online online -> {
                effects.close(online.connection(), code, reason);
                wentDown();
            }
            case Standby s -> {}
            case Dialling s -> {}
            case Waiting s -> {}
            case Closed s -> {}
        }
        timer++;
    }

    /** Tells that the link is down if it was up; returns when the hub wanted to be dialled again. */
    private Optional<Instant> wentDown() {
        if (state instanceof Online online) {
            backoff.linkEnded(online.since(), clock.instant());
            state = new Waiting();
            effects.offline();
            return Optional.ofNullable(online.redialAfter());
        }
        return Optional.empty();
    }

    private boolean isCurrent(TextConnection connection) {
        return switch (state) {
            case Greeting greeting -> greeting.connection() == connection;
            case Online online -> online.connection() == connection;
            case Standby s -> false;
            case Dialling s -> false;
            case Waiting s -> false;
            case Closed s -> false;
        };
    }

    private Duration until(Instant when) {
        Duration left = Duration.between(clock.instant(), when);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void restartTimer(Duration delay) {
        effects.timer(++timer, delay);
    }

    private static Duration quarterOf(Welcome welcome) {
        return Duration.ofMillis(Math.max(1, welcome.heartbeatIntervalMs() / QUARTERS_PER_HEARTBEAT));
    }
}
