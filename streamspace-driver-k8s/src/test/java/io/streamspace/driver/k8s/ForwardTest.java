package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresKubernetes;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Desktops that are reached through the API server, as from outside of the cluster. */
@RequiresKubernetes
@Timeout(120)
class ForwardTest {
    private static final String AGENT = "forward";
    private static final SessionRef DESKTOP = new SessionRef("desktop", 1, null);
    private static final SessionRef ECHO = new SessionRef("echo", 1, null);
    private static final int MEBIBYTE = 1 << 20;

    private static TestCluster cluster;
    private static KubernetesDriver driver;
    private static SessionFacts started;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        driver = cluster.open(AGENT, "reach", "forward");
        started = driver.start(
                DESKTOP, TestCluster.spec(TestCluster.IMAGE, List.of(), false, Map.of()), Progress.IGNORED);
        // Greets, and then sends back whatever it gets.
        List<String> echo = List.of("nc", "-ll", "-p", "5900", "-e", "sh", "-c", "echo RFB 003.003; exec cat");
        driver.start(ECHO, TestCluster.spec("busybox:test", echo, false, Map.of()), Progress.IGNORED);
    }

    @AfterAll
    static void close() throws Exception {
        driver.destroy(DESKTOP);
        driver.destroy(ECHO);
        driver.close();
        cluster.close();
    }

    private static ByteChannel dial(SessionRef session) throws DriverException, InterruptedException {
        EndpointConnection connection = driver.dial(session, SessionSpec.VNC_ENDPOINT);
        assertThat(connection).isInstanceOf(EndpointConnection.Channel.class);
        return ((EndpointConnection.Channel) connection).channel();
    }

    private static String greeting(ByteChannel channel) throws IOException {
        byte[] greeting = new byte[12];
        new DataInputStream(Channels.newInputStream(channel)).readFully(greeting);
        return new String(greeting, StandardCharsets.US_ASCII);
    }

    @Test
    void a_desktop_greets_through_the_api_server() throws Exception {
        assertThat(started.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(started.metadata()).containsEntry("reach", "forward");
        try (ByteChannel channel = dial(DESKTOP)) {
            assertThat(greeting(channel)).isEqualTo("RFB 003.008\n");
        }
    }

    @Test
    void a_mebibyte_goes_each_way_at_the_same_time_whole_and_in_order() throws Exception {
        byte[] sent = new byte[MEBIBYTE];
        new Random(7).nextBytes(sent);
        try (ByteChannel channel = dial(ECHO);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(greeting(channel)).startsWith("RFB 003.003");

            Future<byte[]> back = threads.submit(() -> {
                byte[] received = new byte[MEBIBYTE];
                new DataInputStream(Channels.newInputStream(channel)).readFully(received);
                return received;
            });
            try (OutputStream out = Channels.newOutputStream(channel)) {
                out.write(sent);
                assertThat(back.get(100, TimeUnit.SECONDS)).isEqualTo(sent);
            }
        }
    }

    @Test
    void several_connections_to_one_desktop_are_each_their_own() throws Exception {
        try (ByteChannel first = dial(ECHO);
                ByteChannel second = dial(ECHO)) {
            assertThat(greeting(first)).startsWith("RFB 003.003");
            assertThat(greeting(second)).startsWith("RFB 003.003");
            Channels.newOutputStream(first).write("to the first".getBytes(StandardCharsets.US_ASCII));
            Channels.newOutputStream(second).write("to the other".getBytes(StandardCharsets.US_ASCII));
            assertThat(greeting(first)).isEqualTo("to the first");
            assertThat(greeting(second)).isEqualTo("to the other");
        }
    }

    @Test
    void a_connection_ends_when_nobody_listens_on_the_desktops_port() throws Exception {
        var silent = new SessionRef("silent", 1, null);
        try (KubernetesDriver hasty = cluster.open(AGENT, "reach", "forward", "boot-limit", "10")) {
            var spec = TestCluster.spec("busybox:test", List.of(), false, Map.of());
            assertThat(catchThrowableOfType(DriverException.class, () -> hasty.start(silent, spec, Progress.IGNORED))
                            .kind())
                    .isEqualTo(DriverException.Kind.DESKTOP_FAILED);
            try (ByteChannel channel = dial(silent);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> read =
                        threads.submit(() -> Channels.newInputStream(channel).read());
                assertThat(read).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(-1);
            }
            hasty.destroy(silent);
        }
    }
}
