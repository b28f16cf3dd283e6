package io.streamspace.agent.internal;

import io.streamspace.agent.internal.command.CommandDesk;
import io.streamspace.agent.internal.link.ControlLink;
import io.streamspace.agent.internal.session.Observations;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.ProtocolVersion;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.ws.TextConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said to the hub, and what is done with what it says. On the agent's loop. */
final class HubSide implements ControlLink.Owner {
    private final AgentSettings settings;
    private final Set<String> capabilities;
    private final Condition condition;
    private final SessionBook book;
    private final Observations observations;
    private final CommandDesk desk;
    private final AgentStreams streams;
    private final AgentMeters meters;
    private final Runnable changed;
    private final Runnable ended;

    private @Nullable ControlLink link;

    HubSide(
            AgentSettings settings,
            Set<String> capabilities,
            Condition condition,
            SessionBook book,
            Observations observations,
            CommandDesk desk,
            AgentStreams streams,
            AgentMeters meters,
            Runnable changed,
            Runnable ended) {
        this.settings = settings;
        this.capabilities = capabilities;
        this.condition = condition;
        this.book = book;
        this.observations = observations;
        this.desk = desk;
        this.streams = streams;
        this.meters = meters;
        this.changed = changed;
        this.ended = ended;
    }

    /** Link and owner know each other; this closes the circle. */
    void linkedBy(ControlLink newLink) {
        link = newLink;
    }

    @Override
    public void hello(TextConnection connection) {
        observations.inventory(
                inventory -> {
                    if (link != null) {
                        link.greet(connection, hello(inventory));
                    }
                },
                problem -> {
                    if (link != null) {
                        link.greetFailed(connection, problem);
                    }
                });
    }

    private Hello hello(List<InventoryEntry> inventory) {
        return new Hello(
                ProtocolVersion.CURRENT.number(),
                settings.agentId(),
                settings.instanceId(),
                condition.term(),
                settings.platform(),
                settings.region(),
                SdkVersion.VALUE,
                settings.driverVersion(),
                capabilities,
                settings.capacity(),
                settings.labels(),
                inventory);
    }

    @Override
    public AgentMessage heartbeat() {
        return new Heartbeat(status(), book.active(), settings.capacity(), book.used(), streams.idle());
    }

    private AgentStatus status() {
        if (condition.draining()) {
            return AgentStatus.DRAINING;
        }
        return observations.problem() == null ? AgentStatus.ONLINE : AgentStatus.WARNING;
    }

    @Override
    public void linkUp(Welcome welcome, String key) {
        condition.problem(null);
        streams.linkUp(new StreamAccess(
                settings.hub().streamUri(),
                Map.of("Authorization", "Bearer " + key),
                settings.agentId(),
                welcome.epoch(),
                welcome.warmStreams(),
                welcome.capabilities()));
        if (link != null) {
            link.send(heartbeat());
        }
        desk.linkUp();
        welcome.inventory().forEach(this::carryOut);
    }

    private void carryOut(InventoryVerdict verdict) {
        SessionFacts facts = book.facts(verdict.sessionId());
        String handle = facts == null ? null : facts.handle();
        long generation = Math.max(verdict.generation(), book.generation(verdict.sessionId()));
        var session = new SessionRef(verdict.sessionId(), generation, handle);
        switch (verdict.verdict()) {
            case KEEP, ADOPT -> {
                // What this process has not started or taken over yet is an earlier process's.
                if (book.kept(verdict.sessionId(), verdict.generation())) {
                    desk.recover(session);
                }
            }
            case REMOVE -> desk.remove(session);
        }
    }

    @Override
    public void linkDown() {
        meters.linkLost();
        streams.linkDown();
    }

    @Override
    public void received(HubMessage message) {
        switch (message) {
            case Command command -> {
                desk.receive(command);
                changed.run();
            }
            case CommandCancel cancel -> desk.cancel(cancel.commandId());
            case StreamRequest request -> streams.streamRequested(request);
            case Welcome w -> unexpected(w);
            case Shutdown s -> unexpected(s);
            case Ping p -> unexpected(p);
            case Pong p -> unexpected(p);
            case ErrorReport e -> unexpected(e);
        }
    }

    private static void unexpected(HubMessage message) {
        throw new IllegalStateException("the link keeps " + message.getClass().getSimpleName() + " to itself");
    }

    @Override
    public void linkChanged(@Nullable String problem) {
        if (problem != null) {
            condition.problem(problem);
        }
        changed.run();
    }

    @Override
    public void linkEnded(String reason) {
        condition.problem(reason);
        changed.run();
        ended.run();
    }
}
