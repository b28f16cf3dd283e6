package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The cluster as an operator sees it, past the driver, with a namespace for one test class. */
final class TestCluster implements AutoCloseable {
    /** A desktop with a VNC server; see the CI's scripts for how it comes into the node. */
    static final String IMAGE =
            Optional.ofNullable(System.getenv("STREAMSPACE_TEST_IMAGE")).orElse("streamspace/desktop:2");

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String namespace;

    TestCluster() {
        namespace = "streamspace-test-" + Long.toString(System.nanoTime(), 36);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    Map<String, String> options(String... namesAndValues) {
        Map<String, String> options = new HashMap<>(Map.of("namespace", namespace, "pull", "never", "stop-grace", "1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    KubernetesDriver open(String agentId, String... namesAndValues) throws DriverException {
        return (KubernetesDriver) new KubernetesDriverFactory()
                .open(new DriverContext(agentId, Path.of("target"), options(namesAndValues), Clock.systemUTC()));
    }

    static SessionSpec spec(String image, List<String> command, boolean persistentHome, Map<String, String> options) {
        return spec(image, command, persistentHome, options, Resources.NONE);
    }

    static SessionSpec spec(
            String image,
            List<String> command,
            boolean persistentHome,
            Map<String, String> options,
            Resources resources) {
        SessionSpec plain = SessionSpec.of("Alice Ä. <alice@example.com>", "desktop");
        return new SessionSpec(
                plain.user(),
                plain.template(),
                plain.displayName(),
                image,
                command,
                Map.of(),
                plain.endpoints(),
                resources,
                persistentHome,
                null,
                Map.of(),
                options);
    }

    String pod(String agentId, String sessionId) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabels(Map.of(Marks.AGENT, Names.label(agentId), Marks.SESSION, Names.label(sessionId)))
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod of " + sessionId))
                .getMetadata()
                .getName();
    }

    /** Runs a program in the session's desktop and returns what it prints. */
    String run(String agentId, String sessionId, String... command) throws Exception {
        var printed = new ByteArrayOutputStream();
        try (ExecWatch exec = client.pods()
                .inNamespace(namespace)
                .withName(pod(agentId, sessionId))
                .writingOutput(printed)
                .writingError(printed)
                .exec(command)) {
            exec.exitCode().get(60, TimeUnit.SECONDS);
        }
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    /** What of the agent's sessions is in the cluster, homes of users aside. */
    List<String> remains(String agentId) {
        Map<String, String> agent = Map.of(Marks.AGENT, Names.label(agentId));
        List<HasMetadata> found = new ArrayList<>();
        found.addAll(client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabels(agent)
                .list()
                .getItems());
        found.addAll(client.apps()
                .replicaSets()
                .inNamespace(namespace)
                .withLabels(agent)
                .list()
                .getItems());
        found.addAll(
                client.pods().inNamespace(namespace).withLabels(agent).list().getItems());
        found.addAll(client.services()
                .inNamespace(namespace)
                .withLabels(agent)
                .list()
                .getItems());
        found.addAll(client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withLabels(agent)
                .list()
                .getItems());
        client.persistentVolumeClaims().inNamespace(namespace).withLabels(agent).list().getItems().stream()
                .filter(claim -> claim.getMetadata().getLabels().containsKey(Marks.SESSION))
                .forEach(found::add);
        return found.stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
