package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every set of values: no pod may more than it needs. */
class HardeningTest {
    private static final Set<String> KINDS_OF_A_NAMESPACE = Set.of(
            "ConfigMap",
            "Deployment",
            "HorizontalPodAutoscaler",
            "Ingress",
            "NetworkPolicy",
            "Pod",
            "PodDisruptionBudget",
            "Role",
            "RoleBinding",
            "Secret",
            "Service",
            "ServiceAccount",
            "ServiceMonitor",
            "StatefulSet");

    record Rendered(String set, List<JsonNode> objects) {
        Stream<JsonNode> pods() {
            return objects.stream()
                    .map(object -> object.path("kind").asText().equals("Pod")
                            ? object.path("spec")
                            : object.path("spec").path("template").path("spec"))
                    .filter(JsonNode::isObject);
        }

        Stream<JsonNode> containers() {
            return pods().flatMap(pod -> stream(pod.path("containers")));
        }

        @Override
        public String toString() {
            return set;
        }
    }

    static Stream<Rendered> renderings() {
        return Chart.valueSets().stream()
                .map(values -> new Rendered(Chart.nameOf(values), Chart.objects(Chart.render(values))));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void nothing_of_the_whole_cluster_is_asked_for(Rendered rendered) {
        assertThat(rendered.objects())
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.path("kind").asText()).isIn(KINDS_OF_A_NAMESPACE));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void no_role_reads_secrets_or_grants_everything(Rendered rendered) {
        var rules = rendered.objects().stream()
                .filter(object -> object.path("kind").asText().equals("Role"))
                .flatMap(role -> stream(role.path("rules")));

        assertThat(rules).allSatisfy(rule -> assertThat(rule.toString()).doesNotContain("secrets", "*", "escalate"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void no_pod_runs_as_root_or_without_a_seccomp_profile(Rendered rendered) {
        assertThat(rendered.pods()).isNotEmpty().allSatisfy(pod -> {
            var security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asInt()).isPositive();
            assertThat(security.path("seccompProfile").path("type").asText()).isEqualTo("RuntimeDefault");
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void only_the_agent_gets_a_token_of_the_cluster(Rendered rendered) {
        assertThat(rendered.pods()
                        .filter(pod -> pod.path("automountServiceAccountToken").asBoolean(true)))
                .allSatisfy(
                        pod -> assertThat(pod.at("/containers/0/name").asText()).isEqualTo("agent"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void no_container_may_gain_rights_or_write_to_its_root(Rendered rendered) {
        assertThat(rendered.containers()).allSatisfy(container -> {
            var security = container.path("securityContext");
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void passwords_and_keys_are_in_secrets_alone(Rendered rendered) {
        assertThat(rendered.objects())
                .filteredOn(object -> !object.path("kind").asText().equals("Secret"))
                .allSatisfy(object -> assertThat(object.toString())
                        .doesNotContain("the-administrators-password", "what-signs-log-ins", "what-enrols-agents")
                        .doesNotContain("the-databases-password", "thePasswordOfRedis", "changeme"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
