package io.streamspace.benchmarks.peer;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.Capability;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.vnc.AgentTunnel;
import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.StreamAccess;
import io.streamspace.vnc.StreamRefusedException;
import io.streamspace.vnc.StreamTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The agents' half of the tunnel without the agents. Arguments: the hub's address, how many agents, how many warm streams of each, the store with
 * the certificate to trust or {@code -}, and which session is which port.
 */
final class AgentProcess {
    private static final String AGENT = "agent-";
    private static final int FIRST_TARGET = 4;
    private static final long PAUSE_MS = 10;

    private final URI hub;
    private final int warmStreams;
    private final Map<String, StreamTarget> targets = new HashMap<>();
    private final Map<String, AgentTunnel> tunnels = new LinkedHashMap<>();

    private AgentProcess(String[] arguments) {
        this.hub = URI.create(arguments[0] + AgentProtocol.STREAM_PATH);
        this.warmStreams = Integer.parseInt(arguments[2]);
        for (int i = FIRST_TARGET; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[1]));
            targets.put(parts[0], new StreamTarget.Address(address));
        }
    }

    /** The agent of that number, from 0. */
    static String name(int number) {
        return AGENT + number;
    }

    /** Runs until standard input, which is the link to the hub, ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        AgentProcess agents = new AgentProcess(arguments);
        try (EventLoops loops = EventLoops.create()) {
            agents.start(loops, Integer.parseInt(arguments[1]), arguments[3]);
            System.out.println("ready");
            var link = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            link.lines().map(line -> line.split(" ")).forEach(agents::request);
            agents.tunnels.values().forEach(AgentTunnel::close);
        }
    }

    private void start(EventLoops loops, int count, String trusted) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            AgentTunnel.Builder builder = AgentTunnel.builder(loops, this::resolve);
            if (!trusted.equals("-")) {
                builder.trust(Certificate.trust(Path.of(trusted)));
            }
            AgentTunnel tunnel = builder.build();
            tunnels.put(name(i), tunnel);
            tunnel.linkUp(access(name(i)));
        }
        for (AgentTunnel tunnel : tunnels.values()) {
            while (tunnel.idleStreams() < warmStreams) {
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private void request(String[] words) {
        AgentTunnel tunnel = tunnels.get(words[0]);
        if (tunnel != null) {
            tunnel.streamRequested(new StreamRequest(words[1], words[2]));
        }
    }

    private StreamAccess access(String name) {
        return new StreamAccess(
                hub,
                Map.of(HubProcess.AGENT_HEADER, name),
                name,
                HubProcess.EPOCH,
                warmStreams,
                Set.of(Capability.ZERO_MASK, Capability.STREAM_RESUME));
    }

    private CompletionStage<StreamTarget> resolve(String sessionId, String endpoint) {
        StreamTarget target = targets.get(sessionId);
        return target != null
                ? CompletableFuture.completedFuture(target)
                : CompletableFuture.failedFuture(new StreamRefusedException(
                        CloseCode.SESSION_NOT_RUNNING, CloseCode.SESSION_NOT_RUNNING.sentence()));
    }
}
