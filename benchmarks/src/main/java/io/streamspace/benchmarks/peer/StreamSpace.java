package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.protocol.AgentProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hub and agent in a JVM of their own each. The hub's standard output is the agent's standard input and stands for the control link; the
 * agent says the hub's port once its warm pool is full. When the hub's standard input ends it ends, and the agent after it.
 */
public final class StreamSpace implements Peer {
    private static final long STOP_SECONDS = 10;
    /** A fixed heap that is in memory from the start, so that growth of the process is growth of the buffers, which lie outside. */
    private static final List<String> MEMORY = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private final List<Process> processes;
    private final int port;

    private StreamSpace(List<Process> processes, int port) {
        this.processes = processes;
        this.port = port;
    }

    /** Starts both and waits until the agent's stream connections are there. */
    public static StreamSpace start(Desktops desktops) throws IOException {
        List<String> targets = new ArrayList<>();
        for (Service service : Service.values()) {
            targets.add(service.session() + "=" + desktops.port(service));
        }
        List<Process> processes = ProcessBuilder.startPipeline(
                List.of(java(HubProcess.class, List.of()), java(AgentProcess.class, targets)));
        BufferedReader agent = processes.getLast().inputReader();
        String port = agent.readLine();
        if (port == null) {
            end(processes);
            throw new IOException("hub or agent ended at the start; the reason stands above");
        }
        return new StreamSpace(processes, Integer.parseInt(port));
    }

    private static ProcessBuilder java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MEMORY);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    @Override
    public String name() {
        return "StreamSpace";
    }

    @Override
    public boolean dialsOut() {
        return true;
    }

    @Override
    public Connection open(Service service) throws IOException {
        return WebSocketConnection.open(
                TcpConnection.socket(port),
                AgentProtocol.VIEWER_PATH_PREFIX + service.session(),
                AgentProtocol.VIEWER_SUBPROTOCOL);
    }

    @Override
    public Relay relay() {
        return new Relay(processes.stream().map(Process::toHandle).toList());
    }

    @Override
    public void close() throws IOException {
        end(processes);
    }

    private static void end(List<Process> processes) throws IOException {
        processes.getFirst().getOutputStream().close();
        processes.forEach(process -> Processes.await(process, STOP_SECONDS));
    }
}
