package io.streamspace.agent.rig;

import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.AgentTransport;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.InventoryVerdict;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.StreamTargets;
import io.streamspace.vnc.ws.DialRequest;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The network and the hub behind it, in the test's hands. */
public final class FakeHub implements AgentTransport {
    /** The dials so far. */
    public final List<Dial> dials = new ArrayList<>();

    /** What the agent did with its streams, in words. */
    public final List<String> streams = new ArrayList<>();

    /** Answers pings, as a hub that lives does. */
    public boolean alive = true;

    private final MessageCodec codec = new MessageCodec(InstantSource.system());
    private long epoch;

    @Override
    public CompletionStage<TextConnection> dialLink(DialRequest request, TextListener listener) {
        var dial = new Dial(request, listener);
        dials.add(dial);
        return dial.outcome;
    }

    @Override
    public AgentStreams openStreams(StreamTargets targets) {
        return new Streams();
    }

    @Override
    public void close() {}

    /** The newest dial. */
    public Dial last() {
        return dials.getLast();
    }

    /** One dial, and the connection that it became. */
    public final class Dial implements TextConnection {
        /** What was dialled. */
        public final DialRequest request;

        /** What the agent said, oldest first. */
        public final List<AgentMessage> said = new ArrayList<>();

        /** The code with which the agent closed; 0 while it has not. */
        public int closedWith;

        private final TextListener listener;
        private final CompletableFuture<TextConnection> outcome = new CompletableFuture<>();

        Dial(DialRequest request, TextListener listener) {
            this.request = request;
            this.listener = listener;
        }

        /** Accepts the connection. */
        public void accept() {
            listener.opened(this);
            outcome.complete(this);
        }

        /** Lets the dial fail. */
        public void fail(Exception reason) {
            outcome.completeExceptionally(reason);
        }

        /** Says something to the agent. */
        public void say(HubMessage message) {
            listener.text(this, codec.write(message));
        }

        /** Says something that is no message. */
        public void sayText(String text) {
            listener.text(this, text);
        }

        /** Answers the hello. */
        public void welcome(InventoryVerdict... verdicts) {
            say(new Welcome(1, java.util.Set.of(), "link", ++epoch, "replica", 4_000, 12_000, 2, List.of(verdicts)));
        }

        /** Closes from the hub's side; 1006 for a connection that broke. */
        public void drop(int code) {
            listener.closed(this, code, "");
        }

        /** What the agent said of one kind. */
        public <T extends AgentMessage> List<T> said(Class<T> type) {
            return said.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** The hello. */
        public Hello hello() {
            return said(Hello.class).getFirst();
        }

        @Override
        public void send(String text) {
            AgentMessage message = codec.readAgentMessage(text);
            said.add(message);
            if (alive && message instanceof Ping ping) {
                HubMessage pong = new Pong(ping.nonce());
                say(pong);
            }
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public String remoteAddress() {
            return "hub";
        }
    }

    private final class Streams implements AgentStreams {
        @Override
        public void linkUp(StreamAccess access) {
            streams.add("up " + access.epoch());
        }

        @Override
        public void linkDown() {
            streams.add("down");
        }

        @Override
        public void streamRequested(StreamRequest request) {
            streams.add("requested " + request.streamId());
        }

        @Override
        public void sessionEnded(String sessionId) {
            streams.add("ended " + sessionId);
        }

        @Override
        public int idle() {
            return 0;
        }

        @Override
        public void close() {
            streams.add("closed");
        }
    }
}
