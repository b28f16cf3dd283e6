package io.streamspace.helm;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.streamspace.server.e2e.Api;
import io.streamspace.server.e2e.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A release of the chart in a namespace of its own, in the cluster of {@code KUBECONFIG}. */
final class Installation implements AutoCloseable {
    static final String RELEASE = "streamspace";
    static final String AGENT = "k8s-streamspace";
    static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Path VALUES =
            Path.of("src/test/resources/installed/values.yaml").toAbsolutePath();
    private static final int PORT = 8080;
    private static final int TEST_SECONDS = 120;

    private final TestNamespace own = new TestNamespace();
    private final KubernetesClient client = own.client();
    private final String namespace = own.name();
    private @Nullable LocalPortForward forward;

    /** Without an agent. */
    void installHub() {
        new Helm(Chart.FOLDER)
                .install()
                .withName(RELEASE)
                .withNamespace(namespace)
                .withValuesFile(VALUES)
                .set("k8sAgent.enabled", "false")
                .call();
    }

    /** Returns the notes. */
    String upgrade(String... settings) {
        var command = new Helm(Chart.FOLDER)
                .upgrade()
                .withName(RELEASE)
                .withNamespace(namespace)
                .withValuesFile(VALUES);
        for (String setting : settings) {
            command.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return command.call().getOutput();
    }

    /** What an operator does whose agents share a key: enrols once, and makes a secret of the answer. */
    void enrolAgent() {
        String enrolmentKey = secret("streamspace-secrets").get("agent-enrolment-key");
        var answer = new Api(hub(), enrolmentKey)
                .post("/api/v1/agents/register", Map.of("agent_id", AGENT, "platform", "kubernetes"));
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("agent-key")
                        .endMetadata()
                        .addToStringData("agent-key", answer.text("agent_key"))
                        .build())
                .create();
    }

    String test() {
        return Helm.test(RELEASE)
                .withNamespace(namespace)
                .withTimeout(TEST_SECONDS)
                .call()
                .getStatus();
    }

    void uninstall() {
        Helm.uninstall(RELEASE).withNamespace(namespace).call();
    }

    /** What the notes say for sessions that are left. */
    void deleteSessions() {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel("app", "streamspace-session")
                .delete();
    }

    void awaitReady(String deployment) {
        await(deployment + " to be ready", () -> {
            var found = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(deployment)
                    .get();
            var status = found.getStatus();
            return found.getMetadata().getGeneration().equals(status.getObservedGeneration())
                    && found.getSpec().getReplicas().equals(status.getReadyReplicas())
                    && found.getSpec().getReplicas().equals(status.getUpdatedReplicas())
                    && found.getSpec().getReplicas().equals(status.getReplicas());
        });
    }

    /** The administrator, by way of a port-forward to the hub that is ready now. */
    Api admin() {
        return Api.login(hub(), "admin", secret("streamspace-admin-credentials").get("password"));
    }

    URI hub() {
        closeForward();
        String pod = pods("control-plane").stream()
                .filter(Readiness::isPodReady)
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getName();
        forward = client.pods().inNamespace(namespace).withName(pod).portForward(PORT);
        return URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/");
    }

    Map<String, String> secret(String name) {
        var values = new TreeMap<String, String>();
        client.secrets()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getData()
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    /** Pods of a component that are not on their way out. */
    List<Pod> pods(String component) {
        return labelled("component", component);
    }

    /** Desktops of a session. */
    List<Pod> desktops(String session) {
        return labelled("session", session);
    }

    private List<Pod> labelled(String label, String value) {
        return client.pods().inNamespace(namespace).withLabel(label, value).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    int deployments(String session) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel("session", session)
                .list()
                .getItems()
                .size();
    }

    /** Who holds the Lease: the pod's name and what tells one process in it from the next; empty where nobody does. */
    String holder() {
        return client.leases().inNamespace(namespace).list().getItems().stream()
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The pod of the agent that leads. */
    Pod leader() {
        return client.pods()
                .inNamespace(namespace)
                .withName(holder().replaceAll("_.*", ""))
                .require();
    }

    /** What is in the namespace and was not there before the release: kind and name. */
    List<String> remains() {
        List<HasMetadata> found = new ArrayList<>();
        found.addAll(client.apps().deployments().inNamespace(namespace).list().getItems());
        found.addAll(client.apps().statefulSets().inNamespace(namespace).list().getItems());
        found.addAll(client.pods().inNamespace(namespace).list().getItems());
        found.addAll(client.services().inNamespace(namespace).list().getItems());
        found.addAll(client.configMaps().inNamespace(namespace).list().getItems());
        found.addAll(client.secrets().inNamespace(namespace).list().getItems());
        found.addAll(client.serviceAccounts().inNamespace(namespace).list().getItems());
        found.addAll(
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems());
        found.addAll(client.leases().inNamespace(namespace).list().getItems());
        found.addAll(client.rbac().roles().inNamespace(namespace).list().getItems());
        found.addAll(client.rbac().roleBindings().inNamespace(namespace).list().getItems());
        found.addAll(client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .list()
                .getItems());
        found.addAll(disruptionBudgets());
        return found.stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .filter(name -> !name.matches(
                        "ConfigMap kube-root-ca.crt|Secret agent-key|Secret default-token-.*|ServiceAccount default"))
                .sorted()
                .toList();
    }

    private List<? extends HasMetadata> disruptionBudgets() {
        return client.supports(PodDisruptionBudget.class)
                ? client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                : client.policy()
                        .v1beta1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .list()
                        .getItems();
    }

    /** Waits, and says what the pods say where that is in vain. */
    void await(String what, Callable<Boolean> condition) {
        await(what, condition, this::state);
    }

    void await(String what, Callable<Boolean> condition, Supplier<String> otherwise) {
        try {
            Awaitility.await(what)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + otherwise.get(), e);
        }
    }

    private String state() {
        var text = new StringBuilder();
        for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
            String name = pod.getMetadata().getName();
            text.append("== ")
                    .append(name)
                    .append(' ')
                    .append(pod.getStatus().getPhase())
                    .append('\n');
            text.append(pod.getStatus().getContainerStatuses()).append('\n');
            try {
                text.append(client.pods()
                        .inNamespace(namespace)
                        .withName(name)
                        .tailingLines(30)
                        .getLog());
            } catch (RuntimeException noLog) {
                text.append(noLog.getMessage());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private void closeForward() {
        if (forward != null) {
            try {
                forward.close();
            } catch (IOException gone) {
                // The pod that it went to has ended.
            }
        }
    }

    @Override
    public void close() {
        closeForward();
        own.close();
    }
}
