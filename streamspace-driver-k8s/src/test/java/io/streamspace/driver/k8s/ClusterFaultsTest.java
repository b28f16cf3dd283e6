package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.testing.RequiresKubernetes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in a cluster, provoked for real: each is said in words that tell what to do, and leaves nothing behind. */
@RequiresKubernetes
@Execution(ExecutionMode.CONCURRENT)
class ClusterFaultsTest {
    private static final String AGENT = "faults";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Greets as a VNC server does, until the file /tmp/end is there. */
    private static final String DESKTOP =
            "nc -ll -p 5900 -e echo RFB 003.003 & until [ -e /tmp/end ]; do sleep 0.1; done; ";

    private static TestCluster cluster;
    private static KubernetesDriver driver;

    @BeforeAll
    static void open() throws DriverException {
        cluster = new TestCluster();
        driver = cluster.open(AGENT);
    }

    @AfterAll
    static void close() {
        driver.close();
        cluster.close();
    }

    private static SessionRef newSession() {
        return new SessionRef("fault-" + COUNTER.incrementAndGet(), 1, null);
    }

    private static SessionSpec busybox(String... command) {
        return TestCluster.spec("busybox:test", List.of(command), false, Map.of());
    }

    private static DriverException failure(KubernetesDriver driver, SessionRef session, SessionSpec spec)
            throws Exception {
        DriverException failure =
                catchThrowableOfType(DriverException.class, () -> driver.start(session, spec, Progress.IGNORED));
        assertThat(failure).as("what the start says").isNotNull();
        driver.destroy(session);
        return failure;
    }

    private static void assertNothingRemains(TestCluster where, SessionRef session) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(where.remains(AGENT))
                        .noneMatch(object -> object.contains(session.sessionId() + "-")));
    }

    private static void assertFails(SessionRef session, SessionSpec spec, Kind kind, String... sentence)
            throws Exception {
        DriverException failure = failure(driver, session, spec);

        assertThat(failure.kind())
                .as(failure.getMessage() + " / " + failure.detail())
                .isEqualTo(kind);
        assertThat(failure).hasMessageContainingAll(sentence);
        assertNothingRemains(cluster, session);
    }

    @Test
    void an_image_that_is_not_on_the_node_is_named() throws Exception {
        assertFails(
                newSession(),
                TestCluster.spec("streamspace-none:1", List.of(), false, Map.of()),
                Kind.IMAGE_UNAVAILABLE,
                "streamspace-none:1",
                "Check its name and tag");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named_with_what_the_registry_said() throws Exception {
        SessionRef session = newSession();
        try (KubernetesDriver pulling = cluster.open(AGENT, "pull", "if-not-present")) {
            DriverException failure = failure(
                    pulling, session, TestCluster.spec("registry.invalid/desktop:1", List.of(), false, Map.of()));

            assertThat(failure.kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE);
            assertThat(failure).hasMessageContainingAll("registry.invalid/desktop:1", "image-pull-secrets");
            assertThat(failure.detail()).contains("registry.invalid");
        }
        assertNothingRemains(cluster, session);
    }

    @Test
    void a_session_that_no_node_has_room_for_says_so_while_it_waits_and_when_it_gives_up() throws Exception {
        SessionRef session = newSession();
        SessionSpec large = TestCluster.spec("busybox:test", List.of(), false, Map.of(), new Resources(1000, 0));
        Queue<String> shown = new ConcurrentLinkedQueue<>();

        DriverException failure = catchThrowableOfType(
                DriverException.class,
                () -> driver.start(session, large, (stage, message, fraction) -> shown.add(stage + ": " + message)));
        driver.destroy(session);

        assertThat(failure.kind()).isEqualTo(Kind.NO_CAPACITY);
        assertThat(failure).hasMessageContainingAll("No node", "Insufficient cpu", "ask for less");
        assertThat(shown).anySatisfy(line -> assertThat(line).startsWith("scheduling: No node"));
        assertNothingRemains(cluster, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pods", "count/deployments.apps"})
    void a_quota_that_is_used_up_is_named_and_once_it_is_raised_the_session_starts(String resource) throws Exception {
        SessionRef session = newSession();
        SessionSpec spec = busybox("sh", "-c", DESKTOP);
        try (TestCluster own = new TestCluster();
                KubernetesDriver driver = own.open(AGENT)) {
            ResourceQuota quota = own.create(new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("none")
                    .endMetadata()
                    .withNewSpec()
                    .addToHard(resource, new Quantity("0"))
                    .endSpec()
                    .build());
            await().atMost(PATIENCE)
                    .until(() -> own.client.resource(quota).get().getStatus().getHard() != null
                            && !own.client
                                    .resource(quota)
                                    .get()
                                    .getStatus()
                                    .getHard()
                                    .isEmpty());

            DriverException failure = failure(driver, session, spec);

            assertThat(failure.kind()).isEqualTo(Kind.NO_CAPACITY);
            assertThat(failure).hasMessageContainingAll("quota is used up", "raise the quota");
            assertThat(failure.detail()).contains("exceeded quota: none");
            assertNothingRemains(own, session);

            own.client.resource(quota).delete();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                var again = new SessionRef(session.sessionId(), 2, null);
                return driver.start(again, spec, Progress.IGNORED).state() == ObservedState.RUNNING;
            });
        }
    }

    @Test
    void a_desktop_that_takes_more_memory_than_its_template_gives_is_ended_and_the_reason_told() throws Exception {
        SessionFacts facts = toldAfter(
                TestCluster.spec(
                        "busybox:test",
                        List.of("sh", "-c", DESKTOP + "all=x; while :; do all=$all$all; done"),
                        false,
                        Map.of(),
                        new Resources(0, 24L << 20)),
                session -> cluster.run(AGENT, session.sessionId(), "touch", "/tmp/end"));

        assertThat(facts.reason()).contains("more memory than the template allows", "Give the template more memory");
    }

    @Test
    void a_pod_that_is_deleted_from_outside_ends_its_session_although_the_cluster_makes_another() throws Exception {
        SessionFacts facts = toldAfter(
                busybox("sh", "-c", DESKTOP),
                session -> cluster.client
                        .pods()
                        .inNamespace(cluster.namespace)
                        .withName(cluster.pod(AGENT, session.sessionId()))
                        .delete());

        assertThat(facts.reason()).contains("took the session's pod away", "Start the session again");
    }

    /** What is told of a session that ran, after something happened to it. */
    private static SessionFacts toldAfter(SessionSpec spec, Happening happening) throws Exception {
        SessionRef session = newSession();
        Queue<SessionFacts> told = new ConcurrentLinkedQueue<>();
        try (AutoCloseable watch = driver.watch(told::add)) {
            SessionFacts started = driver.start(session, spec, Progress.IGNORED);
            assertThat(started.state()).isEqualTo(ObservedState.RUNNING);

            happening.to(session);

            await().atMost(PATIENCE).until(() -> told.stream().anyMatch(facts -> isEnd(facts, session)));
            assertThat(driver.inspect(session).state()).isEqualTo(ObservedState.FAILED);
            assertThat(catchThrowableOfType(DriverException.class, () -> driver.dial(session, SessionSpec.VNC_ENDPOINT))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        } finally {
            driver.destroy(session);
        }
        assertNothingRemains(cluster, session);
        return told.stream().filter(facts -> isEnd(facts, session)).findFirst().orElseThrow();
    }

    private static boolean isEnd(SessionFacts facts, SessionRef session) {
        return facts.sessionId().equals(session.sessionId()) && facts.state() == ObservedState.FAILED;
    }

    /** What an operator or the cluster does to a session. */
    @FunctionalInterface
    private interface Happening {
        void to(SessionRef session) throws Exception;
    }

    @Test
    void a_desktop_that_crashes_at_once_is_told_with_its_exit_code_and_its_last_words() throws Exception {
        SessionRef session = newSession();

        DriverException failure = failure(driver, session, busybox("sh", "-c", "echo no display here; exit 3"));

        assertThat(failure.kind()).isEqualTo(Kind.DESKTOP_FAILED);
        assertThat(failure).hasMessageContainingAll("exit code 3", "ask whoever made the image");
        assertThat(failure.detail()).contains("no display here");
        assertNothingRemains(cluster, session);
    }

    @Test
    void a_command_that_the_image_does_not_have_is_the_templates_fault() throws Exception {
        assertFails(
                newSession(), busybox("no-such-program"), Kind.INVALID_SPEC, "no-such-program", "Check the template");
    }

    @Test
    void a_desktop_whose_vnc_server_never_listens_is_given_up_after_the_limit() throws Exception {
        SessionRef session = newSession();
        try (KubernetesDriver hasty = cluster.open(AGENT, "boot-limit", "10")) {
            DriverException failure = failure(hasty, session, busybox());

            assertThat(failure.kind()).isEqualTo(Kind.DESKTOP_FAILED);
            assertThat(failure).hasMessageContainingAll("does not answer after 10 seconds", "VNC server");
        }
        assertNothingRemains(cluster, session);
    }

    @Test
    void an_agent_without_any_right_is_told_the_first_one_that_it_lacks() {
        var factory = new KubernetesDriverFactory(() -> cluster.access("nobody", List.of()));

        DriverException failure = catchThrowableOfType(DriverException.class, () -> cluster.open(factory, AGENT));

        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure)
                .hasMessageContainingAll("may not list deployments.apps", cluster.namespace, "Ask your administrator");
    }

    @Test
    void an_agent_that_may_not_watch_pods_is_told_so_when_it_begins() {
        List<PolicyRule> rights = List.of(new PolicyRuleBuilder()
                .withApiGroups("apps")
                .withResources("deployments")
                .withVerbs("list")
                .build());
        var factory = new KubernetesDriverFactory(() -> cluster.access("blind", rights));

        DriverException failure = catchThrowableOfType(DriverException.class, () -> cluster.open(factory, AGENT));

        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure).hasMessageContainingAll("list and watch on pods and events");
    }

    @Test
    void a_right_that_is_missing_in_the_middle_of_a_start_is_named() throws Exception {
        SessionRef session = newSession();
        List<PolicyRule> rights = TestCluster.chartRole().getRules().stream()
                .filter(rule -> !rule.getResources().contains("networkpolicies"))
                .toList();
        var factory = new KubernetesDriverFactory(() -> cluster.access("almost", rights));
        try (KubernetesDriver limited = cluster.open(factory, AGENT)) {
            DriverException failure = failure(limited, session, busybox());

            assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
            assertThat(failure).hasMessageContainingAll("may not create networkpolicies.networking.k8s.io");
        }
        assertNothingRemains(cluster, session);
    }

    @Test
    void a_namespace_that_is_not_there_is_named() throws Exception {
        var factory = new KubernetesDriverFactory(cluster.client::getConfiguration);
        try (KubernetesDriver lost = cluster.open(factory, AGENT, "namespace", "streamspace-none")) {
            DriverException failure = failure(lost, newSession(), busybox());

            assertThat(failure.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE);
            assertThat(failure).hasMessageContainingAll("no namespace streamspace-none", "create it");
        }
    }
}
