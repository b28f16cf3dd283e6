package io.streamspace.agent.internal.link;

import io.streamspace.agent.AgentException;
import io.streamspace.agent.ControlPlane;
import io.streamspace.agent.internal.enrol.AgentKeys;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link LinkMachine} decides: keys and dialling on workers and event loops, everything else on the agent's loop, where each
 * call of the connection is brought first.
 */
public final class ControlLink implements LinkEffects {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLink.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    // Progress is for people; it is left out while the hub does not read fast enough.
    private static final long BUSY_BYTES = 256 << 10;

    private final String agentId;
    private final ControlPlane hub;
    private final AgentLoop loop;
    private final Executor workers;
    private final AgentTransport transport;
    private final AgentKeys keys;
    private final Owner owner;
    private final MessageCodec codec;
    private final LinkMachine machine;

    private AgentLoop.@Nullable Timer timer;
    private @Nullable TextConnection online;
    private volatile @Nullable String key;

    /** Whose link it is. On the agent's loop. */
    public interface Owner {
        /** Prepare a hello; answer with {@link ControlLink#greet} or {@link ControlLink#greetFailed}. */
        void hello(TextConnection connection);

        /** A heartbeat to send. */
        AgentMessage heartbeat();

        /** The link is up. */
        void linkUp(Welcome welcome, String key);

        /** The link is down. */
        void linkDown();

        /** A command, cancel or stream request came. */
        void received(HubMessage message);

        /** The link changed, or something about it is worth telling; null where all is well. */
        void linkChanged(@Nullable String problem);

        /** The link ended for good. */
        void linkEnded(String reason);
    }

    /** A link that stands by until {@link #lead}. */
    public ControlLink(
            String agentId,
            ControlPlane hub,
            AgentLoop loop,
            Executor workers,
            AgentTransport transport,
            AgentKeys keys,
            InstantSource clock,
            RandomGenerator random,
            Owner owner) {
        this.agentId = agentId;
        this.hub = hub;
        this.loop = loop;
        this.workers = workers;
        this.transport = transport;
        this.keys = keys;
        this.owner = owner;
        codec = new MessageCodec(clock);
        machine = new LinkMachine(this, random, clock);
    }

    /** Where the link stands. */
    public LinkState state() {
        return machine.state();
    }

    /** This process leads. */
    public void lead() {
        machine.lead();
        owner.linkChanged(null);
    }

    /** This process does not lead. */
    public void standBy() {
        machine.standBy();
        owner.linkChanged(null);
    }

    /** The agent ends. */
    public void end(String reason) {
        machine.end(reason);
    }

    /** The hello that was asked for. */
    public void greet(TextConnection connection, AgentMessage hello) {
        send(connection, hello);
    }

    /** The hello cannot be made. */
    public void greetFailed(TextConnection connection, String problem) {
        machine.greetFailed(connection, problem);
    }

    /** Sends a message if the link is up; says whether it was. */
    public boolean send(AgentMessage message) {
        TextConnection connection = online;
        if (connection == null) {
            return false;
        }
        send(connection, message);
        return true;
    }

    /** Sends a message that may be left out, if the link is up and the hub keeps up with it. */
    public void sendIfIdle(AgentMessage message) {
        TextConnection connection = online;
        if (connection != null && connection.pendingBytes() < BUSY_BYTES) {
            send(connection, message);
        }
    }

    /** Sends a heartbeat before its time, if the link is up. */
    public void sendHeartbeat() {
        send(owner.heartbeat());
    }

    @Override
    public void dial(long dial) {
        owner.linkChanged(null);
        workers.execute(() -> obtainKey(dial));
    }

    @Override
    public void greet(TextConnection connection) {
        owner.hello(connection);
    }

    @Override
    public void send(TextConnection connection, AgentMessage message) {
        connection.send(codec.write(message));
    }

    @Override
    public void heartbeat(TextConnection connection) {
        send(connection, owner.heartbeat());
    }

    @Override
    public void close(TextConnection connection, int code, String reason) {
        connection.close(code, reason);
    }

    @Override
    public void timer(long token, Duration delay) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.schedule(delay, () -> machine.timer(token));
    }

    @Override
    public void online(TextConnection connection, Welcome welcome) {
        online = connection;
        LOG.atInfo()
                .addKeyValue("agentId", agentId)
                .addKeyValue("hub", hub)
                .addKeyValue("replica", welcome.replicaId())
                .addKeyValue("epoch", welcome.epoch())
                .log("Linked to the hub");
        String used = key;
        owner.linkUp(welcome, used == null ? "" : used);
        owner.linkChanged(null);
    }

    @Override
    public void offline() {
        online = null;
        owner.linkDown();
    }

    @Override
    public void deliver(HubMessage message) {
        owner.received(message);
    }

    @Override
    public void troubled(String problem) {
        LOG.atWarn()
                .addKeyValue("agentId", agentId)
                .addKeyValue("hub", hub)
                .addKeyValue("problem", problem)
                .log("Trouble with the link to the hub");
        owner.linkChanged(problem);
    }

    @Override
    public void ended(String reason) {
        if (timer != null) {
            timer.cancel();
        }
        owner.linkEnded(reason);
    }

    // On a worker, since enrolling blocks.
    private void obtainKey(long dial) {
        try {
            String obtained = keys.obtain();
            key = obtained;
            dial(dial, obtained);
        } catch (AgentException e) {
            DialProblem.Retry retry = switch (e.code()) {
                case HUB_UNREACHABLE -> DialProblem.Retry.SOON;
                case ENROLMENT_REFUSED, INVALID_SETTING, DATA_DIRECTORY, DRIVER -> DialProblem.Retry.LATE;
            };
            failed(
                    dial,
                    new DialProblem(retry, e.getMessage() == null ? e.code().wireName() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dial(long dial, String obtained) {
        var request = new DialRequest(
                hub.linkUri(agentId),
                AgentProtocol.LINK_SUBPROTOCOL,
                Map.of("Authorization", "Bearer " + obtained),
                AgentProtocol.HANDSHAKE_TIMEOUT);
        transport.dialLink(request, new Listener(dial)).whenComplete((connection, e) -> {
            if (e != null) {
                failed(dial, problem(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e));
            }
        });
    }

    private void failed(long dial, DialProblem problem) {
        loop.execute(() -> machine.dialFailed(dial, problem));
    }

    private DialProblem problem(Throwable e) {
        if (e instanceof WebSocketDialException refused
                && (refused.httpStatus() == UNAUTHORIZED || refused.httpStatus() == FORBIDDEN)) {
            keys.refused();
            String sentence = "The hub at " + hub + " refused the key of agent '" + agentId + "'. "
                    + (keys.canEnrolAgain()
                            ? "Enrolling again."
                            : "Enrol the agent again, or give it the key that the hub has for it.");
            return new DialProblem(keys.canEnrolAgain() ? DialProblem.Retry.SOON : DialProblem.Retry.LATE, sentence);
        }
        return new DialProblem(DialProblem.Retry.SOON, "The hub at " + hub + " cannot be linked to: " + e.getMessage());
    }

    private final class Listener implements TextListener {
        private final long dial;

        Listener(long dial) {
            this.dial = dial;
        }

        @Override
        public void opened(TextConnection connection) {
            loop.execute(() -> machine.dialled(dial, connection));
        }

        // Read on the event loop, so that a large message does not hold up the agent's.
        @Override
        public void text(TextConnection connection, String text) {
            try {
                HubMessage message = codec.readHubMessage(text);
                loop.execute(() -> machine.received(connection, message));
            } catch (ProtocolException e) {
                String said = e.getMessage() == null ? "" : e.getMessage();
                String cut = said.substring(0, Math.min(said.length(), 1024));
                var answer = new ErrorReport(e.code().wireName(), cut, codec.typeOf(text));
                loop.execute(() -> machine.unreadable(connection, answer));
            }
        }

        @Override
        public void closed(TextConnection connection, int code, String reason) {
            loop.execute(() -> machine.closed(connection, code, reason));
        }
    }
}
