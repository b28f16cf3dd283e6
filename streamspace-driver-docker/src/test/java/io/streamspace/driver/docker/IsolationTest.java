package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static io.streamspace.driver.docker.DriverFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.testing.RequiresDocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From inside a session: what is within reach and what is not. Run as root on the engine's own machine, since it looks at the host's firewall. */
@RequiresDocker
class IsolationTest {
    private static final String OUTSIDE = "198.51.100.2";
    private static final String OUR_END = "198.51.100.1";

    private DriverFixture fixture;
    private DockerDriver driver;

    @BeforeEach
    void open() throws Exception {
        fixture = new DriverFixture();
        driver = fixture.open("host-firewall", "require");
    }

    @AfterEach
    void close() throws Exception {
        driver.close();
        fixture.close();
    }

    @Test
    void a_session_reaches_itself_and_no_other_session() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.start(ref("sess-2"), spec(TestEngine.PLAIN, Map.of("docker.network", "egress")), Progress.IGNORED);
        driver.start(ref("sess-3"), spec(), Progress.IGNORED);

        assertThat(reaches("sess-1", address("sess-1"), 5900)).isTrue();
        assertThat(reached("sess-1", List.of(address("sess-2"), address("sess-3")), 5900))
                .isEmpty();
        assertThat(reached("sess-2", List.of(address("sess-3")), 5900)).isEmpty();
    }

    @Test
    void a_session_reaches_no_service_of_the_host_by_any_of_its_addresses() throws Exception {
        SessionFacts facts = driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.start(ref("sess-2"), spec(TestEngine.PLAIN, Map.of("docker.network", "egress")), Progress.IGNORED);
        assertThat(facts.metadata()).containsEntry("host_services", "closed").containsEntry("network", "internal");

        try (ServerSocket service = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            for (String from : List.of("sess-1", "sess-2")) {
                assertThat(reached(from, hostAddresses(), service.getLocalPort()))
                        .as("what %s reaches of the host's %s", from, hostAddresses())
                        .isEmpty();
            }
        }
    }

    /** Otherwise the test above would prove nothing: on a bridge that the rule is not for, the host answers. */
    @Test
    void an_internal_network_alone_does_not_hide_the_host() throws Exception {
        String name = "plain-" + fixture.agentId;
        var client = fixture.engine.client;
        Map<String, String> labels = Labels.part(fixture.agentId, ref("plain"));
        client.createNetworkCmd()
                .withName(name)
                .withInternal(true)
                .withLabels(labels)
                .exec();
        String container = client.createContainerCmd(TestEngine.PLAIN)
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(name))
                .exec()
                .getId();
        client.startContainerCmd(container).exec();
        String gateway = client.inspectNetworkCmd()
                .withNetworkId(name)
                .exec()
                .getIpam()
                .getConfig()
                .getFirst()
                .getGateway();

        try (ServerSocket service = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            assertThat(connected(container, List.of(gateway), service.getLocalPort()))
                    .containsExactly(gateway);
        }
    }

    @Test
    void only_a_session_with_egress_reaches_other_networks() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.start(ref("sess-2"), spec(TestEngine.PLAIN, Map.of("docker.network", "egress")), Progress.IGNORED);
        String world = outside();
        try {
            await("the machine elsewhere").atMost(Duration.ofSeconds(30)).until(() -> reaches("sess-2", OUTSIDE, 5900));
            assertThat(reaches("sess-1", OUTSIDE, 5900)).isFalse();
        } finally {
            fixture.engine.client.removeContainerCmd(world).withForce(true).exec();
        }
    }

    /** A container that has no part in the engine's networks plays a machine elsewhere, at the other end of a cable. */
    private String outside() throws IOException, InterruptedException {
        var client = fixture.engine.client;
        String container = client.createContainerCmd(TestEngine.PLAIN)
                .withLabels(Labels.part(fixture.agentId, ref("world")))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        client.startContainerCmd(container).exec();
        String pid = String.valueOf(
                client.inspectContainerCmd(container).exec().getState().getPidLong());
        String ours = "t" + pid + "a";
        String theirs = "t" + pid + "b";
        host("ip", "link", "add", ours, "type", "veth", "peer", "name", theirs);
        host("ip", "address", "add", OUR_END + "/30", "dev", ours);
        host("ip", "link", "set", ours, "up");
        host("ip", "link", "set", theirs, "netns", pid);
        host("nsenter", "-t", pid, "-n", "ip", "address", "add", OUTSIDE + "/30", "dev", theirs);
        host("nsenter", "-t", pid, "-n", "ip", "link", "set", theirs, "up");
        host("nsenter", "-t", pid, "-n", "ip", "route", "add", "default", "via", OUR_END);
        return container;
    }

    private static void host(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }

    private static List<String> hostAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(interf -> Collections.list(interf.getInetAddresses()).stream())
                .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private String address(String sessionId) {
        InspectContainerResponse container = fixture.engine.container(fixture.agentId, sessionId);
        return container.getNetworkSettings().getNetworks().values().stream()
                .map(network -> String.valueOf(network.getIpAddress()))
                .findFirst()
                .orElseThrow();
    }

    private boolean reaches(String sessionId, String address, int port) throws InterruptedException {
        return !reached(sessionId, List.of(address), port).isEmpty();
    }

    private List<String> reached(String sessionId, List<String> addresses, int port) throws InterruptedException {
        return connected(fixture.engine.container(fixture.agentId, sessionId).getId(), addresses, port);
    }

    /** Those of the addresses that let a program in the container connect. All at once, since what answers nothing takes its time. */
    private List<String> connected(String container, List<String> addresses, int port) throws InterruptedException {
        String said = fixture.engine.run(
                container,
                "bash",
                "-c",
                "for a in " + String.join(" ", addresses)
                        + "; do timeout 3 bash -c \"for i in 1 2 3; do (exec 3<>/dev/tcp/$a/" + port
                        + ") 2>/dev/null && echo $a && exit; sleep 0.2; done\" & done; wait");
        return said.lines().toList();
    }
}
