package io.streamspace.agent.tck;

import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandProgress;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.InventoryVerdict.Verdict;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionStatus;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.HubTunnel;
import io.streamspace.vnc.TunnelHost;
import io.streamspace.vnc.UpgradeServer;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.WebSocketPipelines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hub that does what its script says: takes one agent's link, welcomes it, sends commands, lets viewers in and remembers all that it hears. Like a real hub
 * it sends commands without a result again on the next link. May be used from any thread.
 */
public final class TckHub implements AutoCloseable {
    private final EventLoops loops = EventLoops.create(1);
    private final MessageCodec codec = new MessageCodec(InstantSource.system());
    private final UpgradeServer server;
    private final Duration heartbeat;
    private final Duration patience;
    private final AtomicLong viewers = new AtomicLong();
    private final HubTunnel tunnel = HubTunnel.builder(new Host()).build();

    private final List<AgentMessage> heard = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<String, Command> unanswered = new LinkedHashMap<>();
    private Function<InventoryEntry, Verdict> verdicts = entry -> Verdict.KEEP;
    private @Nullable TextConnection welcomed;
    private long epoch;

    /** A hub on a free port of loopback. */
    public TckHub(Duration heartbeat, Duration patience) {
        this.heartbeat = heartbeat;
        this.patience = patience;
        server = UpgradeServer.start(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::route, null);
    }

    /** Where the agent dials. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What each session of a hello's inventory is told from now on. */
    public synchronized void verdicts(Function<InventoryEntry, Verdict> newVerdicts) {
        verdicts = newVerdicts;
    }

    /** Sends a command, now or once a link is up, and again after each reconnect until it has a result. */
    public synchronized void command(Command command) {
        unanswered.put(command.commandId(), command);
        send(command);
    }

    /** Takes a command back. */
    public synchronized void cancel(String commandId) {
        unanswered.remove(commandId);
        send(new CommandCancel(commandId));
    }

    /** Does not send a command again. */
    public synchronized void forget(String commandId) {
        unanswered.remove(commandId);
    }

    /** Sends a message on the link that is up, if one is. */
    public synchronized void send(HubMessage message) {
        if (welcomed != null) {
            welcomed.send(codec.write(message));
        }
    }

    /** Closes the link that is up. */
    public synchronized void closeLink(int code, String reason) {
        if (welcomed != null) {
            welcomed.close(code, reason);
        }
    }

    /** Whether a welcomed link is up. */
    public synchronized boolean linked() {
        return welcomed != null;
    }

    /** Everything of one kind that was heard, oldest first. */
    public <T extends AgentMessage> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Waits for a message of that kind. */
    public <T extends AgentMessage> T awaitHeard(Class<T> type, Predicate<T> wanted) {
        return await("a " + type.getSimpleName())
                .atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> heard(type).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits for a command's success; a failure fails the test with what the driver said. */
    public CommandComplete awaitComplete(String commandId) {
        AgentMessage result = awaitResult(commandId);
        if (result instanceof CommandComplete complete) {
            return complete;
        }
        throw new AssertionError("the command " + commandId + " failed: " + result);
    }

    /** Waits for a command's failure. */
    public CommandFailed awaitFailed(String commandId) {
        AgentMessage result = awaitResult(commandId);
        if (result instanceof CommandFailed failed) {
            return failed;
        }
        throw new AssertionError("the command " + commandId + " succeeded where it should fail: " + result);
    }

    /** Waits for a command's result of either kind. */
    public AgentMessage awaitResult(String commandId) {
        return await("the result of " + commandId)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> resultOf(commandId), Optional::isPresent)
                .orElseThrow();
    }

    /** A command's result, if it has one. */
    public Optional<AgentMessage> resultOf(String commandId) {
        return heard.stream().filter(m -> commandId.equals(resultId(m))).findFirst();
    }

    @Override
    public void close() {
        tunnel.close();
        server.close();
        loops.close();
    }

    private Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        return Optional.of(CompletableFuture.completedFuture(decide(request)));
    }

    private UpgradeDecision decide(UpgradeRequest request) {
        String path = request.path();
        if (path.equals(AgentProtocol.LINK_PATH)) {
            return new UpgradeDecision.Accept(
                    AgentProtocol.LINK_SUBPROTOCOL, WebSocketPipelines.text(new Link(), TextLimits.ofLink()));
        }
        if (path.equals(AgentProtocol.STREAM_PATH)) {
            return tunnel.acceptAgentStream(agentId());
        }
        if (path.startsWith(AgentProtocol.VIEWER_PATH_PREFIX)) {
            String session = path.substring(AgentProtocol.VIEWER_PATH_PREFIX.length());
            String viewer = "viewer-" + viewers.incrementAndGet();
            return tunnel.acceptViewer(
                    new ViewerGrant(viewer, session, agentId(), SessionSpec.VNC_ENDPOINT, ViewerMode.CONTROL, "tck"));
        }
        return new UpgradeDecision.Refuse(404, "not_found", "This hub has no such path.");
    }

    private String agentId() {
        return heard(Hello.class).getLast().agentId();
    }

    private static @Nullable String resultId(AgentMessage message) {
        return switch (message) {
            case CommandComplete complete -> complete.commandId();
            case CommandFailed failed -> failed.commandId();
            case Hello m -> null;
            case Heartbeat m -> null;
            case CommandAck m -> null;
            case CommandProgress m -> null;
            case SessionStatus m -> null;
            case Ping m -> null;
            case Pong m -> null;
            case ErrorReport m -> null;
        };
    }

    private synchronized void welcome(TextConnection connection, Hello hello) {
        List<InventoryVerdict> answers = hello.inventory().stream()
                .map(e -> new InventoryVerdict(e.sessionId(), e.generation(), verdicts.apply(e)))
                .toList();
        long newEpoch = epoch + 1;
        connection.send(codec.write(new Welcome(
                1,
                hello.capabilities(),
                "link-" + newEpoch,
                newEpoch,
                "tck",
                heartbeat.toMillis(),
                heartbeat.toMillis() * 3,
                1,
                answers)));
        welcomed = connection;
        epoch = newEpoch;
        unanswered.values().forEach(this::send);
    }

    private synchronized void gone(TextConnection connection) {
        if (welcomed == connection) {
            welcomed = null;
            tunnel.agentOffline(agentId(), epoch);
        }
    }

    private synchronized void answered(@Nullable String commandId) {
        if (commandId != null) {
            unanswered.remove(commandId);
        }
    }

    private final class Host implements TunnelHost {
        @Override
        public boolean isCurrent(String agentId, long asked) {
            synchronized (TckHub.this) {
                return welcomed != null && asked == epoch;
            }
        }

        @Override
        public boolean requestStream(String agentId, String streamId, String sessionId) {
            send(new StreamRequest(streamId, sessionId));
            return linked();
        }

        @Override
        public void viewerOpened(ViewerGrant viewer) {}

        @Override
        public void viewerClosed(ViewerGrant viewer, int closeCode) {}

        @Override
        public void activity(ViewerGrant viewer) {}
    }

    private final class Link implements TextListener {
        @Override
        public void opened(TextConnection connection) {}

        @Override
        public void text(TextConnection connection, String text) {
            AgentMessage message = codec.readAgentMessage(text);
            heard.add(message);
            answered(resultId(message));
            if (message instanceof Hello hello) {
                welcome(connection, hello);
            } else if (message instanceof Ping ping) {
                HubMessage pong = new Pong(ping.nonce());
                connection.send(codec.write(pong));
            }
        }

        @Override
        public void closed(TextConnection connection, int code, String reason) {
            gone(connection);
        }
    }
}
