package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HAProxy in TCP mode: one hop that looks into nothing. Debian's settings but for the time limits. */
public final class Haproxy implements Peer {
    private static final String PROGRAM = "haproxy";
    private static final int START_ATTEMPTS = 100;
    private static final long START_PAUSE_MS = 50;
    private static final long STOP_SECONDS = 5;

    private final Process process;
    private final Path configuration;
    private final Map<Service, Integer> ports;

    private Haproxy(Process process, Path configuration, Map<Service, Integer> ports) {
        this.process = process;
        this.configuration = configuration;
        this.ports = ports;
    }

    /** The program, from the PATH or from where Debian puts it. */
    public static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Pattern.compile(File.pathSeparator).splitAsStream(path), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it in the foreground and waits until it accepts. */
    public static Haproxy start(Path program, Desktops desktops) throws IOException, InterruptedException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        StringBuilder text = new StringBuilder(
                "defaults\n  mode tcp\n  timeout connect 10s\n  timeout client 1h\n" + "  timeout server 1h\n");
        for (Service service : Service.values()) {
            int port = freePort();
            ports.put(service, port);
            text.append("listen %s\n  bind 127.0.0.1:%d\n  server desktop 127.0.0.1:%d\n"
                    .formatted(service.session(), port, desktops.port(service)));
        }
        Path configuration = Files.createTempFile("streamspace-benchmark", ".cfg");
        Files.writeString(configuration, text);
        Process process = new ProcessBuilder(program.toString(), "-db", "-q", "-f", configuration.toString())
                .inheritIO()
                .start();
        Haproxy haproxy = new Haproxy(process, configuration, ports);
        haproxy.awaitStart();
        return haproxy;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < START_ATTEMPTS && process.isAlive(); attempt++) {
            try (Connection connection = open(Service.GREETING)) {
                connection.readFully(new byte[1]);
                return;
            } catch (IOException notYet) {
                Thread.sleep(START_PAUSE_MS);
            }
        }
        close();
        throw new IOException("HAProxy did not start; its reason stands above");
    }

    @Override
    public String name() {
        return "HAProxy TCP";
    }

    @Override
    public Connection open(Service service) throws IOException {
        return TcpConnection.open(ports.getOrDefault(service, 0));
    }

    @Override
    public Relay relay() {
        return new Relay(List.of(process.toHandle()));
    }

    @Override
    public void close() throws IOException {
        Processes.end(process, STOP_SECONDS);
        Files.deleteIfExists(configuration);
    }
}
