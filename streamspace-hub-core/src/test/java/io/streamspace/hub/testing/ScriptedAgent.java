package io.streamspace.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.streamspace.protocol.Capability;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.ProtocolVersion;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandError;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionStatus;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An agent that does nothing by itself: the test says what it sends and looks at what it gets. */
public final class ScriptedAgent implements TextListener {
    private static final int PATIENCE_SECONDS = 20;
    private static final int STEP_MILLIS = 20;

    private final MessageCodec codec = new MessageCodec(InstantSource.system());
    private final LinkedBlockingQueue<HubMessage> inbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<TextConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final String id;
    private Capacity capacity = new Capacity(10, 0, 0);
    private String platform = "memory";
    private String region = "here";
    private long term;
    private Set<String> capabilities = Set.of(Capability.HIBERNATE, Capability.STREAM_RESUME);
    private int version = ProtocolVersion.CURRENT.number();
    private Runnable whileWaiting = () -> {};

    /** How the connection ended. */
    public record Closed(int code, String reason) {}

    public ScriptedAgent(String id) {
        this.id = id;
    }

    public ScriptedAgent capacity(Capacity value) {
        capacity = value;
        return this;
    }

    public ScriptedAgent platform(String value) {
        platform = value;
        return this;
    }

    public ScriptedAgent region(String value) {
        region = value;
        return this;
    }

    public ScriptedAgent capabilities(Set<String> value) {
        capabilities = value;
        return this;
    }

    public ScriptedAgent term(long value) {
        term = value;
        return this;
    }

    public ScriptedAgent version(int value) {
        version = value;
        return this;
    }

    /** Runs again and again while something is waited for, such as a clock that is not to stand still meanwhile. */
    ScriptedAgent whileWaiting(Runnable value) {
        whileWaiting = value;
        return this;
    }

    @Override
    public void opened(TextConnection opened) {
        connection.complete(opened);
    }

    @Override
    public void text(TextConnection from, String text) {
        inbox.add(codec.readHubMessage(text));
    }

    @Override
    public void closed(TextConnection from, int code, String reason) {
        closed.complete(new Closed(code, reason));
    }

    public ScriptedAgent open(Wire wire) {
        wire.open(this);
        get(connection);
        return this;
    }

    /** Opens a connection, says hello and waits for the welcome. */
    public Welcome link(Wire wire, InventoryEntry... inventory) {
        open(wire);
        hello(inventory);
        return await(Welcome.class);
    }

    public void hello(InventoryEntry... inventory) {
        send(new Hello(
                version,
                id,
                "instance-1",
                term,
                platform,
                region,
                "1.0",
                "1.0",
                capabilities,
                capacity,
                Map.of(),
                List.of(inventory)));
    }

    public void send(AgentMessage message) {
        sendText(codec.write(message));
    }

    public void sendText(String text) {
        get(connection).send(text);
    }

    public void heartbeat(AgentStatus status) {
        heartbeat(status, 0);
    }

    /** By its own books it runs so many sessions. */
    public void heartbeat(AgentStatus status, int activeSessions) {
        send(new Heartbeat(status, activeSessions, capacity, Resources.NONE, 0));
    }

    public void ack(Command command) {
        send(new CommandAck(command.commandId()));
    }

    public void complete(Command command, ObservedState state) {
        send(new CommandComplete(
                command.commandId(), SessionReport.of(state, "handle-of-" + command.sessionId()), List.of()));
    }

    public void failCommand(Command command, String code, String message) {
        send(new CommandFailed(command.commandId(), new CommandError(code, message, "for the log", false)));
    }

    public void status(String sessionId, long generation, ObservedState state, String reason) {
        send(new SessionStatus(sessionId, generation, SessionReport.of(state, null), reason));
    }

    /** The next message of a type; others before it are dropped. */
    public <T extends HubMessage> T await(Class<T> type) {
        while (true) {
            var message = poll(PATIENCE_SECONDS * 1000L);
            if (message == null) {
                return fail("no %s arrived; the connection is %s", type.getSimpleName(), closed);
            }
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
    }

    /** The next command, which must be of an action; that the hub now and then asks for the inventory does not count. */
    public Command awaitCommand(CommandAction action) {
        var command = await(Command.class);
        while (action != CommandAction.LIST_SESSIONS && command.payload().action() == CommandAction.LIST_SESSIONS) {
            command = await(Command.class);
        }
        assertThat(command.payload().action()).isEqualTo(action);
        return command;
    }

    /** Waits for a start and does it. */
    public Command start() {
        var command = awaitCommand(CommandAction.START_SESSION);
        ack(command);
        complete(command, ObservedState.RUNNING);
        return command;
    }

    /** What arrives within a while, which is kept short: for what is not to arrive. */
    public List<HubMessage> drain() {
        var all = new ArrayList<HubMessage>();
        for (var message = poll(200); message != null; message = poll(200)) {
            all.add(message);
        }
        return all;
    }

    public void close() {
        get(connection).close(1000, "bye");
    }

    public Closed awaitClosed() {
        for (int i = 0; i < PATIENCE_SECONDS * 1000 / STEP_MILLIS && !closed.isDone(); i++) {
            poll(STEP_MILLIS);
        }
        return closed.getNow(new Closed(0, "still open"));
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    private @Nullable HubMessage poll(long millis) {
        try {
            for (long left = millis; left > 0; left -= STEP_MILLIS) {
                var message = inbox.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    return message;
                }
                whileWaiting.run();
            }
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
