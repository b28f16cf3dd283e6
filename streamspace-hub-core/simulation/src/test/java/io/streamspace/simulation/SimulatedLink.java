package io.streamspace.simulation;

import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One WebSocket between an agent and a hub. Each direction keeps its order; each message takes its time. A cut loses what is under way, and
 * either side hears of it on its own; a silent link loses everything, and nobody hears of it until its keep-alive gives up.
 */
final class SimulatedLink {
    static final int ABNORMAL = 1006;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int KEEP_ALIVE_SECONDS = 45;

    private final SimulatedTime time;
    private final Trace trace;
    private final RandomGenerator random;
    private final MessageFilter filter;
    private final String agentId;
    private final End agent;
    private final End hub;
    private Instant stalledUntil = Instant.MIN;
    private boolean lost;

    /** Says whether a message gets through; for planted bugs. */
    interface MessageFilter {
        boolean passes(boolean fromAgent, String text);
    }

    SimulatedLink(
            SimulatedTime time,
            Trace trace,
            RandomGenerator random,
            MessageFilter filter,
            String agentId,
            SimulatedProcess agentProcess,
            SimulatedProcess hubProcess) {
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.filter = filter;
        this.agentId = agentId;
        this.agent = new End(agentProcess, true);
        this.hub = new End(hubProcess, false);
    }

    /** Opens both ends. */
    void open(TextListener agentSide, TextListener hubSide) {
        hub.listener = hubSide;
        agent.listener = agentSide;
        agent.process.atEnd(() -> ended(hub));
        hub.process.atEnd(() -> ended(agent));
        hubSide.opened(hub);
        time.after(delay(), () -> {
            if (agent.process.isAlive() && !lost) {
                agentSide.opened(agent);
            }
        });
    }

    TextConnection agentEnd() {
        return agent;
    }

    boolean isOpen() {
        return !lost && !agent.over && !hub.over;
    }

    /** Cuts it; what is under way is lost. */
    void cut() {
        lost = true;
        agent.hearOf(delay().multipliedBy(random.nextInt(1, 40)), ABNORMAL, "");
        hub.hearOf(delay().multipliedBy(random.nextInt(1, 40)), ABNORMAL, "");
    }

    /** Nothing gets through any more, and nobody is told. */
    void silence() {
        lost = true;
        agent.hearOf(keepAlive(), ABNORMAL, "");
        hub.hearOf(keepAlive(), ABNORMAL, "");
    }

    /** Holds everything up for a while. */
    void stall(Duration duration) {
        stalledUntil = time.instant().plus(duration);
    }

    private void ended(End survivor) {
        if (!lost) {
            lost = true;
            // A process that is killed has its sockets closed by its machine, unless the machine died with it.
            survivor.hearOf(random.nextInt(4) == 0 ? keepAlive() : delay(), ABNORMAL, "");
        }
    }

    private Duration keepAlive() {
        return Duration.ofSeconds(random.nextInt(KEEP_ALIVE_SECONDS / 2, KEEP_ALIVE_SECONDS));
    }

    private Duration delay() {
        int millis = random.nextInt(10) == 0 ? random.nextInt(5, 400) : random.nextInt(1, 30);
        return Duration.ofNanos(millis * 1_000_000L + random.nextInt(1_000_000));
    }

    private final class End implements TextConnection {
        private final SimulatedProcess process;
        private final boolean ofAgent;
        private TextListener listener = new Deaf();
        private Instant lastArrival = Instant.MIN;
        private boolean closing;
        private boolean over;

        End(SimulatedProcess process, boolean ofAgent) {
            this.process = process;
            this.ofAgent = ofAgent;
        }

        private End peer() {
            return ofAgent ? hub : agent;
        }

        @Override
        public void send(String text) {
            boolean sent = process.isAlive() && !closing && !over && !lost;
            trace.message(time.instant(), agentId, (ofAgent ? "> " : "< ") + (sent ? "" : "(lost) "), text);
            if (sent && filter.passes(ofAgent, text)) {
                arriving(() -> peer().hear(text));
            }
        }

        @Override
        public void close(int code, String reason) {
            if (closing || over || !process.isAlive()) {
                return;
            }
            trace.add(time.instant(), agentId, (ofAgent ? "> " : "< ") + "close " + code + " " + reason);
            closing = true;
            arriving(() -> {
                peer().hearOf(Duration.ZERO, code, reason);
                hearOf(delay(), code, reason);
            });
            hearOf(CLOSE_TIMEOUT, ABNORMAL, "");
        }

        private void arriving(Runnable arrival) {
            var at = latest(time.instant().plus(delay()), lastArrival.plusNanos(1), stalledUntil);
            lastArrival = at;
            time.at(at, () -> {
                if (!lost) {
                    arrival.run();
                }
            });
        }

        private void hear(String text) {
            if (process.isAlive() && !over) {
                listener.text(this, text);
            }
        }

        private void hearOf(Duration delay, int code, String reason) {
            time.after(delay, () -> {
                if (!over) {
                    over = true;
                    if (process.isAlive()) {
                        trace.add(time.instant(), agentId, (ofAgent ? "agent" : "hub") + " hears close " + code);
                        listener.closed(this, code, reason);
                    }
                }
            });
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public String remoteAddress() {
            return "simulation";
        }
    }

    private static Instant latest(Instant... instants) {
        return Stream.of(instants).max(Instant::compareTo).orElseThrow();
    }

    /** Until it is opened. */
    private static final class Deaf implements TextListener {
        @Override
        public void opened(TextConnection connection) {}

        @Override
        public void text(TextConnection connection, String text) {}

        @Override
        public void closed(TextConnection connection, int code, String reason) {}
    }
}
