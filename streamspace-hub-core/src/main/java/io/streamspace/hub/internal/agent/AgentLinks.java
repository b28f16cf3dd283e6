package io.streamspace.hub.internal.agent;

import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.StreamRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The welcomed links of this replica, at most one for each agent. A link is taken out by its identity and never by its agent's id alone, so
 * that the clean-up of an old one cannot remove the new one. No method blocks.
 */
public final class AgentLinks {
    private final Map<String, AgentLink> live = new ConcurrentHashMap<>();
    private final AtomicInteger ending = new AtomicInteger();

    /** Set once this replica goes away. */
    private volatile @Nullable Supplier<Duration> comeBackAfter;

    /** Puts a link in the place of an older one of the same agent, which is closed. */
    void add(AgentLink link, LinkId id) {
        var superseded = new AgentLink[1];
        live.compute(id.agentId(), (agent, present) -> {
            if (present != null && present.epoch() > id.epoch()) {
                superseded[0] = link;
                return present;
            }
            superseded[0] = present;
            return link;
        });
        if (superseded[0] != null) {
            superseded[0].close(CloseCode.SUPERSEDED);
        }
        // A link that was welcomed while the replica was going away is in nobody's list of goodbyes.
        Supplier<Duration> leaving = comeBackAfter;
        if (leaving != null) {
            link.shutdown(leaving.get());
        }
    }

    /** Takes a link out; {@code goodbye} then writes that it is gone. */
    void remove(AgentLink link, LinkId id, Runnable goodbye) {
        ending.incrementAndGet();
        live.remove(id.agentId(), link);
        try {
            goodbye.run();
        } finally {
            ending.decrementAndGet();
        }
    }

    /** Whether no link is left, and all that were have been written off. */
    public boolean isEmpty() {
        return live.isEmpty() && ending.get() == 0;
    }

    /** Ids of the agents that are linked here, in order, so that the same books always give the same commands. */
    public SortedSet<String> agentIds() {
        return new TreeSet<>(live.keySet());
    }

    public int size() {
        return live.size();
    }

    /** Whether that is an agent's present link here. */
    public boolean isCurrent(String agentId, long epoch) {
        return epochOf(agentId).filter(present -> present == epoch).isPresent();
    }

    /** Whether a capability is in force on an agent's present link here. */
    public boolean supports(String agentId, String capability) {
        return Optional.ofNullable(live.get(agentId))
                .filter(link -> link.supports(capability))
                .isPresent();
    }

    public Optional<Long> epochOf(String agentId) {
        return Optional.ofNullable(live.get(agentId)).map(AgentLink::epoch);
    }

    /** Has an agent's waiting commands sent, if it is linked here. */
    public void deliver(String agentId) {
        Optional.ofNullable(live.get(agentId)).ifPresent(AgentLink::deliver);
    }

    /** Tells an agent that a command is no longer wanted, if the link that carried it is here. */
    public void cancel(StoredCommand command) {
        Optional.ofNullable(live.get(command.agentId()))
                .filter(link -> link.epoch() == command.epoch())
                .ifPresent(link -> link.send(new CommandCancel(command.id())));
    }

    /** Asks an agent for one more stream connection; false where it is not linked here. */
    public boolean requestStream(String agentId, String streamId, String sessionId) {
        var link = live.get(agentId);
        if (link == null) {
            return false;
        }
        link.send(new StreamRequest(streamId, sessionId));
        return true;
    }

    /** Closes an agent's link, if that is the one meant. */
    public void close(String agentId, long epoch, CloseCode code) {
        Optional.ofNullable(live.get(agentId))
                .filter(link -> link.epoch() == epoch)
                .ifPresent(link -> link.close(code));
    }

    /** Closes an agent's link, whichever it is. */
    public void close(String agentId, CloseCode code) {
        Optional.ofNullable(live.get(agentId)).ifPresent(link -> link.close(code));
    }

    /** Sends all agents away; each comes back after another while, so that they do not all come at once. */
    public void shutdown(Supplier<Duration> wait) {
        comeBackAfter = wait;
        live.values().forEach(link -> link.shutdown(wait.get()));
    }
}
