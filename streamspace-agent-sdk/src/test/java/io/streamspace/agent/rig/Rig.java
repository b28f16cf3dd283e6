package io.streamspace.agent.rig;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streamspace.agent.ControlPlane;
import io.streamspace.agent.internal.AgentMeters;
import io.streamspace.agent.internal.AgentRuntime;
import io.streamspace.agent.internal.AgentSettings;
import io.streamspace.agent.internal.enrol.AgentKeys;
import io.streamspace.agent.internal.enrol.KeyFile;
import io.streamspace.agent.spi.LeaderElection;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.SessionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One agent with everything around it in the test's hands. Calls of the driver wait until {@link #work()}, and run there on the test's thread, so
 * that a test can let things happen in the middle of a verb.
 */
public final class Rig {
    /** The time, and what is due. */
    public final ManualLoop loop = new ManualLoop();

    /** The other side. */
    public final FakeHub hub = new FakeHub();

    /** The platform. */
    public final FakeDriver driver = new FakeDriver();

    /** What is counted. */
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** The agent. */
    public final AgentRuntime agent;

    private final Deque<Runnable> calls = new ArrayDeque<>();

    /** An agent of two sessions at most that leads at once. */
    public Rig() {
        this(LeaderElection.alone());
    }

    /** An agent that takes part in an election. */
    public Rig(LeaderElection election) {
        var settings = new AgentSettings(
                "agent-1",
                "instance-1",
                ControlPlane.of("http://hub"),
                "fake",
                null,
                "1",
                new Capacity(2, 0, 0),
                Map.of(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
        agent = new AgentRuntime(
                settings,
                driver,
                new AgentRuntime.Surroundings(
                        loop,
                        calls::add,
                        hub,
                        new AgentKeys("key", new KeyFile(Path.of("unused"), "agent-1"), null),
                        loop,
                        new Random(7),
                        election,
                        new AgentMeters(meters, "agent-1")));
        agent.start();
        settle();
    }

    /** Lets happen what is due, and all calls of the driver, until nothing is left to do now. */
    public void settle() {
        loop.settle();
        while (work()) {
            loop.settle();
        }
    }

    /** Runs the oldest waiting call of the driver; false where none waits. */
    public boolean work() {
        Runnable call = calls.poll();
        if (call != null) {
            call.run();
        }
        return call != null;
    }

    /** How many calls of the driver wait. */
    public int waitingCalls() {
        return calls.size();
    }

    /** Lets time pass, in steps, doing all that falls due. */
    public void pass(Duration time) {
        Duration step = Duration.ofMillis(250);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            loop.advance(left.compareTo(step) < 0 ? left : step);
            settle();
        }
    }

    /** Links the agent. */
    public FakeHub.Dial link(InventoryVerdict... verdicts) {
        FakeHub.Dial dial = hub.last();
        dial.accept();
        settle();
        dial.welcome(verdicts);
        settle();
        return dial;
    }

    /** Breaks the link and waits until the agent dials again. */
    public FakeHub.Dial breakAndDial(FakeHub.Dial link) {
        int before = hub.dials.size();
        link.drop(1006);
        settle();
        while (hub.dials.size() == before) {
            pass(Duration.ofSeconds(1));
        }
        return hub.last();
    }

    /** A start of a session's generation. */
    public static Command start(String commandId, String sessionId, long generation) {
        return command(
                commandId, sessionId, generation, new CommandPayload.StartSession(SessionSpec.of("ann", "desktop")));
    }

    /** A stop. */
    public static Command stop(String commandId, String sessionId, long generation) {
        return command(commandId, sessionId, generation, new CommandPayload.StopSession(null));
    }

    /** Any command, with five minutes to do it. */
    public static Command command(String commandId, String sessionId, long generation, CommandPayload payload) {
        return new Command(
                commandId, sessionId, generation, Duration.ofMinutes(5).toMillis(), payload);
    }

    /** Every answer to a command on that link, as words. */
    public static List<String> answers(FakeHub.Dial link, String commandId) {
        return link.said.stream()
                .map(m -> describe(m, commandId))
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static String describe(AgentMessage message, String commandId) {
        if (message instanceof CommandAck ack && ack.commandId().equals(commandId)) {
            return "ack";
        }
        if (message instanceof CommandComplete complete && complete.commandId().equals(commandId)) {
            return "complete";
        }
        if (message instanceof CommandFailed failed && failed.commandId().equals(commandId)) {
            return "failed " + failed.error().code();
        }
        return "";
    }
}
