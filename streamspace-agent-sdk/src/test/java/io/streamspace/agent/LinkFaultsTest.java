package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.memory.InMemoryDriverFactory;
import io.streamspace.agent.memory.InMemoryPlatform;
import io.streamspace.agent.tck.TckHub;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Faults of the network between agent and hub, on real sockets. */
@Isolated("it counts the threads of this Java")
final class LinkFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final InMemoryPlatform platform = new InMemoryPlatform();
    private final TckHub hub = new TckHub(HEARTBEAT, PATIENCE);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        hub.close();
        platform.close();
    }

    @Test
    void a_proxy_that_accepts_and_never_answers_is_given_up_and_dialled_again() throws IOException {
        var dialled = new AtomicInteger();
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> acceptForEver(mute, dialled));
            try (Agent agent = agent("http://127.0.0.1:" + mute.getLocalPort())) {
                agent.start();

                await().atMost(PATIENCE).until(() -> dialled.get() >= 2);

                assertThat(agent.status().problem()).isNotBlank();
            }
        }
    }

    @Test
    void a_half_open_link_is_replaced_although_tcp_says_nothing() throws IOException {
        try (Relay relay = new Relay(URI.create(hub.url()).getPort());
                Agent agent = agent("http://127.0.0.1:" + relay.port())) {
            agent.start();
            await().atMost(PATIENCE).until(() -> agent.status().link() == AgentHealth.Link.ONLINE);
            hub.command(start("c1", "s1", Map.of()));
            hub.awaitComplete("c1");

            relay.swallowWhatPassesNow();

            await().atMost(PATIENCE).until(() -> hub.heard(Hello.class).size() == 2);
            assertThat(hub.heard(Hello.class).getLast().inventory())
                    .extracting("sessionId")
                    .containsExactly("s1");
            assertThat(hub.heard(Hello.class).stream().map(Hello::instanceId).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void a_flood_of_commands_and_slow_starts_does_not_stall_the_link() {
        try (Agent agent = agent(hub.url())) {
            agent.start();
            await().atMost(PATIENCE).until(hub::linked);
            IntStream.range(0, 20).forEach(i -> hub.command(start("slow-" + i, "s" + i, slow())));
            IntStream.range(0, 1_000)
                    .forEach(i -> hub.command(
                            new Command("look-" + i, "s" + i % 20, 0, 60_000, new CommandPayload.GetSession(null))));
            int beats = hub.heard(Heartbeat.class).size();

            hub.command(start("quick", "quick", Map.of()));
            hub.awaitComplete("quick");
            hub.awaitResult("look-999");
            await().atMost(PATIENCE).until(() -> hub.heard(Heartbeat.class).size() > beats + 1);

            assertThat(hub.heard(CommandAck.class)).hasSizeGreaterThanOrEqualTo(1_021);
            assertThat(IntStream.range(0, 20)
                            .filter(i -> hub.resultOf("slow-" + i).isPresent()))
                    .as("slow starts that have ended")
                    .isEmpty();
            assertThat(hub.heard(Hello.class)).as("links").hasSize(1);
        }
    }

    @Test
    void closing_leaves_no_thread_behind_and_its_sessions_running() {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Agent agent = agent(hub.url());
        agent.start();
        await().atMost(PATIENCE).until(hub::linked);
        hub.command(start("c1", "s1", Map.of()));
        hub.awaitComplete("c1");

        agent.close();
        agent.close();

        assertThat(agent.status().link()).isEqualTo(AgentHealth.Link.CLOSED);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(t -> !before.contains(t))
                                .map(Thread::getName)
                                .filter(name -> name.startsWith("streamspace-")))
                        .isEmpty());
        try (Agent next = agent(hub.url())) {
            next.start();
            await().atMost(PATIENCE).until(() -> hub.heard(Hello.class).size() == 2);
            assertThat(hub.heard(Hello.class).getLast().inventory())
                    .extracting("sessionId")
                    .containsExactly("s1");
        }
    }

    private Agent agent(String url) {
        return Agent.builder()
                .id("agent-1")
                .controlPlane(url)
                .key("key")
                .driver(new InMemoryDriverFactory(platform), Map.of())
                .dataDirectory(directory)
                .shutdownGrace(Duration.ofMillis(100))
                .build();
    }

    private static Map<String, String> slow() {
        return Map.of("memory.boot_seconds", "300");
    }

    private static Command start(String commandId, String sessionId, Map<String, String> options) {
        var spec = new SessionSpec(
                "ann",
                "desktop",
                "desktop",
                null,
                List.of(),
                Map.of(),
                List.of(),
                Resources.NONE,
                false,
                null,
                Map.of(),
                options);
        return new Command(commandId, sessionId, 1, PATIENCE.toMillis(), new CommandPayload.StartSession(spec));
    }

    private static void acceptForEver(ServerSocket server, AtomicInteger accepted) {
        List<Socket> held = new CopyOnWriteArrayList<>();
        try {
            while (!server.isClosed()) {
                held.add(server.accept());
                accepted.incrementAndGet();
            }
        } catch (IOException closed) {
            held.forEach(LinkFaultsTest::closeQuietly);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes bytes on, until it is told to swallow those of the connections that are open, which stay open. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Pair> pairs = new CopyOnWriteArrayList<>();

        private record Pair(Socket near, Socket far, AtomicBoolean swallowing) {}

        Relay(int target) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (!server.isClosed()) {
                        Socket near = server.accept();
                        var pair = new Pair(
                                near, new Socket(InetAddress.getLoopbackAddress(), target), new AtomicBoolean());
                        pairs.add(pair);
                        Thread.ofVirtual().start(() -> pass(pair, pair.near(), pair.far()));
                        Thread.ofVirtual().start(() -> pass(pair, pair.far(), pair.near()));
                    }
                } catch (IOException closed) {
                    pairs.clear();
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        void swallowWhatPassesNow() {
            pairs.forEach(p -> p.swallowing().set(true));
        }

        private static void pass(Pair pair, Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!pair.swallowing().get()) {
                        out.write(buffer, 0, n);
                    }
                }
            } catch (IOException gone) {
                closeQuietly(to);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            pairs.forEach(p -> {
                closeQuietly(p.near());
                closeQuietly(p.far());
            });
        }
    }
}
