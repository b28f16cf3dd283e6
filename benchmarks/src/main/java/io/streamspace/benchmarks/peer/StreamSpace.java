package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import io.streamspace.protocol.AgentProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hub and agents in a JVM of their own each. What the hub says on its standard output the agents read on their standard input: that stands for
 * the control link. When the hub's standard input ends it ends, and the agents after it.
 */
public final class StreamSpace implements Peer {
    private static final long STOP_SECONDS = 10;

    private final TunnelSetup setup;
    private final Process hub;
    private final Process agents;
    private final int port;
    private final AtomicInteger opened = new AtomicInteger();

    private StreamSpace(TunnelSetup setup, Process hub, Process agents, int port) {
        this.setup = setup;
        this.hub = hub;
        this.agents = agents;
        this.port = port;
    }

    /** Starts both and waits until the agents' stream connections are there. */
    public static StreamSpace start(Desktops desktops, TunnelSetup setup) throws IOException {
        Certificate certificate = setup.certificate();
        List<String> files = certificate == null
                ? List.of()
                : List.of(certificate.chain().toString(), certificate.key().toString());
        Process hub = java(setup, HubProcess.class, files);
        BufferedReader said = hub.inputReader();
        int port = Integer.parseInt(first(said, "the hub"));
        List<String> arguments = new ArrayList<>();
        arguments.add((certificate == null ? "ws" : "wss") + "://127.0.0.1:"
                + setup.way().applyAsInt(port));
        arguments.add(String.valueOf(setup.agents()));
        arguments.add(String.valueOf(setup.warmStreams()));
        arguments.add(certificate == null ? "-" : certificate.store().toString());
        for (Service service : Service.values()) {
            arguments.add(service.session() + "=" + desktops.port(service));
        }
        Process agents = java(setup, AgentProcess.class, arguments);
        Thread.ofPlatform().daemon().start(() -> link(said, agents));
        first(agents.inputReader(), "the agent");
        return new StreamSpace(setup, hub, agents, port);
    }

    private static String first(BufferedReader reader, String who) throws IOException {
        String line = reader.readLine();
        if (line == null) {
            throw new IOException(who + " ended at the start; the reason stands above");
        }
        return line;
    }

    private static void link(BufferedReader said, Process agents) {
        try (Writer heard = agents.outputWriter()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                heard.write(line + "\n");
                heard.flush();
            }
        } catch (IOException ended) {
            // So has the run.
        }
    }

    private static Process java(TunnelSetup setup, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(setup.memory());
        command.addAll(setup.variant().options());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-cp", setup.variant().classPath()));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Override
    public String name() {
        return setup.variant().name();
    }

    @Override
    public boolean dialsOut() {
        return true;
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Connection open(Service service) throws IOException {
        String agent = AgentProcess.name(opened.getAndIncrement() % setup.agents());
        Socket socket = TcpConnection.socket(port);
        Certificate certificate = setup.certificate();
        if (certificate != null) {
            socket = certificate.secured(socket, port);
        }
        return WebSocketConnection.open(
                socket,
                AgentProtocol.VIEWER_PATH_PREFIX + service.session() + "@" + agent,
                AgentProtocol.VIEWER_SUBPROTOCOL);
    }

    @Override
    public Relay relay() {
        return new Relay(List.of(hub.toHandle(), agents.toHandle()));
    }

    /** The hub alone. */
    public Relay hubOnly() {
        return new Relay(List.of(hub.toHandle()));
    }

    @Override
    public void close() throws IOException {
        hub.getOutputStream().close();
        Processes.await(hub, STOP_SECONDS);
        Processes.await(agents, STOP_SECONDS);
    }
}
