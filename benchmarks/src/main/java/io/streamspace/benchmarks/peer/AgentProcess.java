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
import io.streamspace.vnc.StreamTargets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The agent's half of the tunnel without the agent; the arguments say which session is which port. */
final class AgentProcess {
    private static final int WARM_STREAMS = 8;
    private static final long PAUSE_MS = 10;

    private final Map<String, StreamTarget> targets = new HashMap<>();

    private AgentProcess(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[1]));
            targets.put(parts[0], new StreamTarget.Address(address));
        }
    }

    /** Runs until standard input, which is the link to the hub, ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        StreamTargets targets = new AgentProcess(arguments)::resolve;
        var link = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String port = link.readLine();
        if (port == null) {
            return;
        }
        try (EventLoops loops = EventLoops.create();
                AgentTunnel tunnel = AgentTunnel.builder(loops, targets).build()) {
            tunnel.linkUp(access(port));
            while (tunnel.idleStreams() < WARM_STREAMS) {
                Thread.sleep(PAUSE_MS);
            }
            System.out.println(port);
            link.lines().map(line -> line.split(" ")).forEach(words -> {
                tunnel.streamRequested(new StreamRequest(words[0], words[1]));
            });
        }
    }

    private static StreamAccess access(String port) {
        return new StreamAccess(
                URI.create("ws://127.0.0.1:" + port + AgentProtocol.STREAM_PATH),
                Map.of(),
                HubProcess.AGENT,
                HubProcess.EPOCH,
                WARM_STREAMS,
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
