package io.streamspace.simulation;

import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.simulation.SimulatedLink.MessageFilter;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import io.streamspace.vnc.ws.WebSocketDialException;
import io.streamspace.vnc.ws.WebSocketDialException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** All links between agents and hub; carries no streams. */
final class SimulatedNetwork {
    private final SimulatedTime time;
    private final Trace trace;
    private final RandomGenerator random;
    private final MessageFilter filter;
    private final Hubs hubs;
    private final List<SimulatedLink> links = new ArrayList<>();
    private boolean sound;

    /** Where a dialled link leads. */
    interface Hubs {
        SimulatedProcess process();

        boolean isListening();

        TextListener link(String agentId);
    }

    SimulatedNetwork(SimulatedTime time, Trace trace, RandomGenerator random, MessageFilter filter, Hubs hubs) {
        this.time = time;
        this.trace = trace;
        this.random = random;
        this.filter = filter;
        this.hubs = hubs;
    }

    AgentTransport transport(String agentId, SimulatedProcess process) {
        return new Transport(agentId, process);
    }

    List<SimulatedLink> openLinks() {
        links.removeIf(link -> !link.isOpen());
        return List.copyOf(links);
    }

    /** From here on nobody dials in vain. */
    void mend() {
        sound = true;
    }

    private final class Transport implements AgentTransport {
        private final String agentId;
        private final SimulatedProcess process;

        Transport(String agentId, SimulatedProcess process) {
            this.agentId = agentId;
            this.process = process;
        }

        @Override
        public CompletionStage<TextConnection> dialLink(DialRequest request, TextListener listener) {
            var dialled = new CompletableFuture<TextConnection>();
            boolean unanswered = !sound && random.nextInt(12) == 0;
            time.after(unanswered ? request.handshakeTimeout() : Duration.ofMillis(random.nextInt(1, 80)), () -> {
                if (!process.isAlive()) {
                    return;
                }
                if (unanswered || !hubs.isListening()) {
                    var reason = unanswered ? Reason.TIMED_OUT : Reason.UNREACHABLE;
                    dialled.completeExceptionally(new WebSocketDialException(reason, "nobody answers", null));
                    return;
                }
                var link = new SimulatedLink(time, trace, random, filter, agentId, process, hubs.process());
                links.add(link);
                link.open(listener, hubs.link(agentId));
                dialled.complete(link.agentEnd());
            });
            return dialled;
        }

        @Override
        public AgentStreams openStreams(StreamTargets targets) {
            return new NoStreams();
        }

        @Override
        public void close() {}
    }

    private static final class NoStreams implements AgentStreams {
        @Override
        public void linkUp(StreamAccess access) {}

        @Override
        public void linkDown() {}

        @Override
        public void streamRequested(StreamRequest request) {}

        @Override
        public void sessionEnded(String sessionId) {}

        @Override
        public int idle() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
