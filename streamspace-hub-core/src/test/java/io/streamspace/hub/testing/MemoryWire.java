package io.streamspace.hub.testing;

import io.streamspace.hub.Hub;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection between a scripted agent and a hub that is a call and no socket. */
public final class MemoryWire implements Wire {
    private final Hub hub;
    private final String agentId;

    public MemoryWire(Hub hub, String agentId) {
        this.hub = hub;
        this.agentId = agentId;
    }

    @Override
    public void open(TextListener agent) {
        var open = new AtomicBoolean(true);
        var server = hub.link(agentId);
        var toHub = new End(open, server, agent);
        var toAgent = new End(open, agent, server);
        toHub.other = toAgent;
        toAgent.other = toHub;
        server.opened(toAgent);
        agent.opened(toHub);
    }

    /** What one side holds: sends to {@code there}, and tells both when it is closed. */
    private static final class End implements TextConnection {
        private final AtomicBoolean open;
        private final TextListener there;
        private final TextListener here;
        private End other = this;

        private End(AtomicBoolean open, TextListener there, TextListener here) {
            this.open = open;
            this.there = there;
            this.here = here;
        }

        @Override
        public void send(String text) {
            if (open.get()) {
                there.text(other, text);
            }
        }

        @Override
        public void close(int code, String reason) {
            if (open.compareAndSet(true, false)) {
                there.closed(other, code, reason);
                here.closed(this, code, reason);
            }
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public String remoteAddress() {
            return "memory";
        }
    }
}
