package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresKubernetes;
import io.streamspace.server.e2e.Api;
import io.streamspace.server.e2e.Onlooker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The life of one release in a cluster, from its installation to what is left of it. Each test goes on where the one before it ended. */
@RequiresKubernetes
@EnabledIfSystemProperty(
        named = "streamspace.chart.install",
        matches = "true",
        disabledReason = "It takes minutes: see .ci/README.md")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstalledChartTest {
    private static final List<String> SECRETS =
            List.of("streamspace-admin-credentials", "streamspace-secrets", "streamspace-db");

    /** Close codes after which a page connects again by itself. */
    private static final List<Integer> COMES_BACK = List.of(4002, 4003, 4004);

    /** For longer than whoever was deposed needs to tidy up what it had begun. */
    private static final Duration TIDIED = Duration.ofSeconds(4);

    private Installation installation;
    private Api admin;
    private String notes = "";
    private String session = "";

    @BeforeAll
    void prepare() throws Exception {
        NodeImages.load();
        installation = new Installation();
        installation.installHub();
        installation.awaitReady("streamspace-api");
        installation.enrolAgent();
        admin = installation.admin();
    }

    @AfterAll
    void remove() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    @Order(1)
    void agents_that_are_added_to_a_hub_are_linked() {
        var before = secrets();
        notes = installation.upgrade();
        installation.awaitReady("streamspace-k8s-agent");

        assertThat(secrets()).isEqualTo(before);
        awaitLink();
        var agents = admin.get("/api/v1/agents").body();
        assertThat(agents).hasSize(1);
        assertThat(agents.get(0).path("platform").asText()).isEqualTo("kubernetes");
        assertThat(installation.pods("k8s-agent"))
                .hasSize(3)
                .extracting(pod -> pod.getMetadata().getName())
                .contains(installation.leader().getMetadata().getName());
    }

    @Test
    @Order(2)
    void the_charts_own_test_is_passed() {
        assertThat(installation.test()).isEqualTo("deployed");
    }

    @Test
    @Order(3)
    void a_session_runs_as_a_pod_and_its_desktop_is_seen_through_the_hub() {
        session = admin.start("small");
        admin.awaitState(session, "running");

        assertThat(installation.desktops(session)).hasSize(1);
        assertSeen();
    }

    @Test
    @Order(4)
    void an_agent_that_is_killed_is_replaced() {
        failover("SIGKILL", PodProcess::kill, process -> {});
    }

    @Test
    @Order(5)
    void an_agent_that_is_suspended_is_replaced_and_does_no_harm_when_it_wakes() {
        failover("SIGSTOP", PodProcess::suspend, PodProcess::resume);
    }

    @Test
    @Order(6)
    void an_agent_that_is_cut_off_is_replaced_and_does_no_harm_when_it_is_back() {
        failover("cut_network", process -> process.cutOff(true), process -> process.cutOff(false));
    }

    @Test
    @Order(7)
    void an_upgrade_keeps_what_was_generated_and_the_sessions() {
        var before = secrets();
        var desktop = installation.desktops(session).get(0).getMetadata().getUid();

        installation.upgrade("api.config.logLevel=DEBUG");
        installation.awaitReady("streamspace-api");

        assertThat(secrets()).isEqualTo(before);
        // A log-in of before is still good, so what signs it is the same.
        admin = admin.at(installation.hub());
        awaitLink();
        assertThat(admin.state(session)).isEqualTo("running");
        assertThat(installation.desktops(session))
                .extracting(pod -> pod.getMetadata().getUid())
                .containsExactly(desktop);
    }

    @Test
    @Order(8)
    void an_uninstallation_leaves_what_its_notes_say_and_nothing_else() {
        installation.uninstall();
        assertThat(installation.deployments(session)).isOne();
        installation.deleteSessions();

        installation.await(
                "all else to go",
                () -> installation.remains().equals(told()),
                () -> String.valueOf(installation.remains()));
        assertThat(notes)
                .contains(
                        "kubectl delete pvc data-streamspace-postgres-0",
                        "kubectl delete secret -l",
                        "kubectl delete deployment -l app=streamspace-session");
    }

    private List<String> told() {
        return List.of(
                "Lease " + leaseOf(notes),
                "PersistentVolumeClaim data-streamspace-postgres-0",
                "Secret streamspace-admin-credentials",
                "Secret streamspace-db",
                "Secret streamspace-secrets");
    }

    /** While two sessions start: another leads soon, no session has two desktops, and who looks at one sees it again. */
    @SuppressWarnings("SystemOut")
    private void failover(String fault, Consumer<PodProcess> strike, Consumer<PodProcess> heal) {
        String before = installation.holder();
        var process = PodProcess.of(installation.leader());
        List<String> sessions = List.of(session, admin.start("small"), admin.start("small"));
        installation.await("a start to be under way", () -> installation.deployments(sessions.get(1)) == 1);
        try (var onlooker = Onlooker.of(admin, session)) {
            Instant struck = Instant.now();
            strike.accept(process);
            installation.await("another leader", () -> !Set.of("", before).contains(installation.holder()));
            Instant elected = Instant.now();
            installation.await("its link", () -> Instant.parse(linkedSince()).isAfter(struck));
            System.out.printf(
                    "failover chart fault=%s lease_ms=5000 elected_ms=%d linked_ms=%d%n",
                    fault,
                    Duration.between(struck, elected).toMillis(),
                    Duration.between(struck, Instant.now()).toMillis());
            awaitEachOnce(sessions);
            assertSeen();
            String after = installation.holder();
            var desktops = desktops(sessions);
            heal.accept(process);
            Awaitility.await("the sessions to go on")
                    .during(TIDIED)
                    .atMost(Installation.LIMIT)
                    .untilAsserted(() -> assertThat(desktops(sessions)).isEqualTo(desktops));
            assertThat(installation.holder()).isEqualTo(after);
            assertComesBack(onlooker);
        }
        end(sessions.subList(1, 3));
        installation.awaitReady("streamspace-k8s-agent");
    }

    private String linkedSince() {
        var agent = admin.get("/api/v1/agents/" + Installation.AGENT);
        return agent.text("status").equals("online") ? agent.text("connected_since") : "";
    }

    private void awaitEachOnce(List<String> sessions) {
        installation.await(
                "the sessions to run",
                () -> sessions.stream().allMatch(id -> admin.state(id).equals("running")));
        assertThat(sessions).allSatisfy(id -> {
            assertThat(installation.deployments(id)).isOne();
            assertThat(installation.desktops(id)).hasSize(1);
        });
    }

    private void assertSeen() {
        try (var again = Onlooker.of(admin, session)) {
            again.assertStillSees();
        }
    }

    /** Its connection to the desktop was the former leader's, and ended with it: a page that is told so connects again. */
    private void assertComesBack(Onlooker onlooker) {
        installation.await("the viewer to be told", () -> onlooker.closed().isPresent());
        assertThat(onlooker.closed().orElseThrow()).isIn(COMES_BACK);
    }

    private List<String> desktops(List<String> sessions) {
        return sessions.stream()
                .flatMap(id -> installation.desktops(id).stream())
                .map(pod -> pod.getMetadata().getUid())
                .toList();
    }

    private void end(List<String> sessions) {
        sessions.forEach(id -> admin.delete("/api/v1/sessions/" + id));
        sessions.forEach(id -> admin.awaitState(id, "terminated"));
    }

    private List<Map<String, String>> secrets() {
        return SECRETS.stream().map(installation::secret).toList();
    }

    private void awaitLink() {
        installation.await(
                "the agent's link",
                () -> admin.get("/api/v1/agents/" + Installation.AGENT)
                        .text("status")
                        .equals("online"));
    }

    private static String leaseOf(String notes) {
        return notes.lines()
                .filter(line -> line.contains("kubectl get lease"))
                .map(line -> line.strip().split(" ")[3])
                .findFirst()
                .orElseThrow();
    }
}
