package io.streamspace.agent.internal;

import io.streamspace.agent.AgentHealth;
import io.streamspace.agent.internal.command.CommandDesk;
import io.streamspace.agent.internal.command.Reports;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.enrol.AgentKeys;
import io.streamspace.agent.internal.link.ControlLink;
import io.streamspace.agent.internal.link.LinkState;
import io.streamspace.agent.internal.session.Observations;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.message.AgentMessage;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The agent put together: which part knows which. Its constructor is the whole assembly. Without threads or time of its own: all it does, it
 * does on the loop that it is given, and what blocks it gives to the workers: docs/decisions/0020-agent-decides-on-one-loop.md.
 */
public final class AgentRuntime {
    private final AgentSettings settings;
    private final AgentLoop loop;
    private final LeaderElection election;
    private final AgentMeters meters;
    private final Condition condition = new Condition();
    private final SessionBook book = new SessionBook();
    private final AgentStreams streams;
    private final Observations observations;
    private final CommandDesk desk;
    private final ControlLink link;

    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile AgentHealth health;
    private volatile List<String> sessions = List.of();

    /** What the agent lives on; all of it belongs to the caller. */
    public record Surroundings(
            AgentLoop loop,
            Executor workers,
            AgentTransport transport,
            AgentKeys keys,
            InstantSource clock,
            RandomGenerator random,
            LeaderElection election,
            AgentMeters meters) {}

    /** An agent that does nothing until {@link #start}. */
    public AgentRuntime(AgentSettings settings, SessionDriver driver, Surroundings with) {
        this.settings = settings;
        loop = with.loop();
        election = with.election();
        meters = with.meters();
        var calls = new DriverCalls(loop, with.workers());
        var reports = new LinkReports();
        streams = with.transport().openStreams(new SessionTargets(loop, book, driver, calls));
        var news = new SessionNews(book, reports::send, streams, this::listTaken, this::publish);
        var admission = new StartAdmission(condition, settings.capacity(), book, this::starting);
        desk = new CommandDesk(loop, driver, election::leads, calls, book, reports, admission, news, with.meters());
        observations = new Observations(loop, driver, calls, book, desk::busy, news, settings.listInterval());
        news.observedBy(observations);
        var hub = new HubSide(
                settings,
                capabilities(driver),
                condition,
                book,
                observations,
                desk,
                streams,
                with.meters(),
                this::publish,
                () -> ended.complete(null));
        link = new ControlLink(
                settings.agentId(),
                settings.hub(),
                loop,
                with.workers(),
                with.transport(),
                with.keys(),
                with.clock(),
                with.random(),
                hub);
        hub.linkedBy(link);
        health = healthNow();
    }

    /** Starts to watch the platform and to take part in the election; whoever is elected dials. */
    public void start() {
        loop.execute(observations::start);
        election.campaign(new LeaderElection.Candidate() {
            @Override
            public void elected(long term) {
                loop.execute(() -> lead(term));
            }

            @Override
            public void deposed() {
                loop.execute(AgentRuntime.this::standBy);
            }
        });
    }

    /** The latest state; from any thread. */
    public AgentHealth health() {
        return health;
    }

    /** Ids of the sessions that run or start, as they were last seen; from any thread. */
    public List<String> sessions() {
        return sessions;
    }

    /** Done when the link has ended for good; from any thread. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended.copy();
    }

    /** Takes no new sessions, or takes them again; from any thread. */
    public void drain(boolean on) {
        loop.execute(() -> {
            condition.drain(on);
            sendHeartbeat();
            publish();
        });
    }

    /**
     * Ends the agent: running commands get the settings' grace, then they are handed back; sessions go on. From any thread.
     *
     * @return done when nothing more will be begun; with the driver's watch, for the caller to close
     */
    public CompletableFuture<@Nullable AutoCloseable> shutDown() {
        var done = new CompletableFuture<@Nullable AutoCloseable>();
        loop.execute(() -> {
            condition.drain(true);
            sendHeartbeat();
            var once = new AtomicBoolean();
            Runnable finish = () -> {
                if (once.compareAndSet(false, true)) {
                    done.complete(finish());
                }
            };
            loop.schedule(settings.shutdownGrace(), finish);
            desk.close(finish);
        });
        return done;
    }

    private @Nullable AutoCloseable finish() {
        desk.handBack();
        link.end("the agent was closed");
        streams.close();
        return observations.stop();
    }

    private void lead(long term) {
        meters.leads(true);
        condition.elected(term);
        link.lead();
    }

    // Whoever leads now is given the open commands by the hub; two processes at one session would be one too many.
    private void standBy() {
        meters.leads(false);
        link.standBy();
        desk.handBack();
    }

    private void listTaken() {
        desk.retryCleanup();
        publish();
    }

    private long starting() {
        return desk.starting();
    }

    private void sendHeartbeat() {
        link.sendHeartbeat();
    }

    private void publish() {
        sessions = book.activeIds();
        health = healthNow();
    }

    private AgentHealth healthNow() {
        LinkState state = link.state();
        String problem = condition.problem() != null ? condition.problem() : observations.problem();
        return new AgentHealth(
                settings.agentId(),
                settings.instanceId(),
                linkOf(state),
                state instanceof LinkState.Online online ? online.welcome().epoch() : 0,
                condition.draining(),
                book.active(),
                desk.running(),
                problem);
    }

    private static AgentHealth.Link linkOf(LinkState state) {
        return switch (state) {
            case LinkState.Standby s -> AgentHealth.Link.STANDBY;
            case LinkState.Dialling s -> AgentHealth.Link.CONNECTING;
            case LinkState.Greeting s -> AgentHealth.Link.CONNECTING;
            case LinkState.Online s -> AgentHealth.Link.ONLINE;
            case LinkState.Waiting s -> AgentHealth.Link.WAITING;
            case LinkState.Closed s -> AgentHealth.Link.CLOSED;
        };
    }

    private static Set<String> capabilities(SessionDriver driver) {
        var names = new HashSet<>(Set.of(Capability.STREAM_RESUME, Capability.END_TO_END_RESUME, Capability.ZERO_MASK));
        if (driver instanceof Hibernation) {
            names.add(Capability.HIBERNATE);
        }
        return Set.copyOf(names);
    }

    /** Commands report to the link, and the link's owner needs the commands; this closes the circle. */
    private final class LinkReports implements Reports {
        @Override
        public boolean send(AgentMessage message) {
            boolean sent = link.send(message);
            publish();
            return sent;
        }

        @Override
        public void sendIfIdle(AgentMessage message) {
            link.sendIfIdle(message);
        }
    }
}
