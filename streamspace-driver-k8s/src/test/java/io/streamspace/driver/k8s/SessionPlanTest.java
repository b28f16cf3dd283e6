package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionPlanTest {
    private static final SessionRef SESSION = new SessionRef("s-1", 3, null);

    private static SessionPlan plan(SessionSpec spec) throws DriverException {
        var context = new DriverContext(
                "agent-1",
                Path.of("target"),
                Map.of("image-pull-secrets", "registry", "stop-grace", "7"),
                Clock.systemUTC());
        return SessionPlan.of(new Names("agent-1"), KubernetesOptions.of(context), SESSION, spec);
    }

    private static PodSpec pod(SessionSpec spec) throws DriverException {
        return plan(spec).deployment().getSpec().getTemplate().getSpec();
    }

    private static SessionSpec spec(boolean persistentHome, Map<String, String> options, Resources resources) {
        return TestCluster.spec("desktop:1", List.of("xterm"), persistentHome, options, resources);
    }

    @Test
    void a_deployment_begins_without_a_pod_and_says_whose_it_is() throws DriverException {
        var deployment = plan(spec(false, Map.of(), Resources.NONE)).deployment();

        assertThat(deployment.getSpec().getReplicas()).isZero();
        assertThat(Deployments.intention(deployment)).isEqualTo(Intention.PREPARE);
        assertThat(Deployments.generation(deployment)).isEqualTo(3);
        assertThat(Marks.sessionId(Pods.annotations(deployment))).isEqualTo("s-1");
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    }

    @Test
    void a_desktop_has_no_right_that_it_does_not_need() throws DriverException {
        PodSpec pod = pod(spec(false, Map.of(), Resources.NONE));
        Container container = pod.getContainers().getFirst();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getPrivileged()).isFalse();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void a_home_that_outlives_the_session_is_the_users_and_another_is_the_sessions() throws DriverException {
        assertThat(plan(spec(true, Map.of(), Resources.NONE)).claim()).startsWith("home-alice");
        assertThat(plan(spec(false, Map.of(), Resources.NONE)).claim()).startsWith("session-s-1");
    }

    @Test
    void resources_are_requested_as_much_as_they_are_allowed_and_only_where_they_are_stated() throws DriverException {
        var some = pod(spec(false, Map.of("k8s.gpu", "nvidia.com/gpu=1"), new Resources(0.5, 1 << 30)))
                .getContainers()
                .getFirst()
                .getResources();
        var none = pod(spec(false, Map.of(), Resources.NONE))
                .getContainers()
                .getFirst()
                .getResources();

        assertThat(some.getLimits())
                .isEqualTo(Map.of(
                        "cpu", new Quantity("0.5"),
                        "memory", new Quantity("1073741824"),
                        "nvidia.com/gpu", new Quantity("1")))
                .isEqualTo(some.getRequests());
        assertThat(none.getLimits()).isEmpty();
    }

    @Test
    void operators_and_templates_settings_reach_the_pod() throws DriverException {
        PodSpec pod = pod(spec(
                false,
                Map.of("k8s.node_selector", "disk=ssd", "k8s.tolerations", "spot", "k8s.runtime_class", "gvisor"),
                Resources.NONE));

        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(7);
        assertThat(pod.getImagePullSecrets().getFirst().getName()).isEqualTo("registry");
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("disk", "ssd"));
        assertThat(pod.getTolerations().getFirst().getOperator()).isEqualTo("Exists");
        assertThat(pod.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(pod.getContainers().getFirst().getArgs()).containsExactly("xterm");
    }

    @Test
    void the_cluster_replaces_nothing_in_what_a_variable_holds() throws DriverException {
        SessionSpec plain = spec(false, Map.of(), Resources.NONE);
        var named = new SessionSpec(
                plain.user(),
                plain.template(),
                "costs $(HOME)",
                plain.image(),
                plain.command(),
                plain.env(),
                plain.endpoints(),
                plain.resources(),
                false,
                null,
                Map.of(),
                Map.of());

        assertThat(pod(named).getContainers().getFirst().getEnv())
                .contains(new EnvVar("DESKTOP_NAME", "costs $$(HOME)", null));
    }

    @Test
    void a_template_without_an_image_is_refused_with_what_to_add() {
        assertThatThrownBy(() -> plan(TestCluster.spec(" ", List.of(), false, Map.of())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Add one under platforms");
    }
}
