package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    private static final Path CHART = Path.of("../helm/manifests/agent-alone.yaml");
    private static final String ACCOUNT = "agent";
    private static final int NO_SUCH_PROGRAM = 127;

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String namespace;
    private final Config access;

    TestCluster() {
        namespace = "streamspace-test-" + Long.toString(System.nanoTime(), 36);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        access = access(ACCOUNT, chartRole().getRules());
    }

    /** What the chart lets an agent do. */
    static Role chartRole() {
        try (InputStream manifest = Files.newInputStream(CHART);
                KubernetesClient offline = new KubernetesClientBuilder().build()) {
            return offline.load(manifest).items().stream()
                    .filter(Role.class::isInstance)
                    .map(Role.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a new service account that may do this in the namespace. */
    Config access(String account, List<PolicyRule> rights) {
        create(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .build());
        create(new RoleBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withRules(rights)
                .build());
        create(new RoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                .addNewSubject(null, "ServiceAccount", account, namespace)
                .build());
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        return new ConfigBuilder(client.getConfiguration())
                .withClientCertData(null)
                .withClientKeyData(null)
                .withClientCertFile(null)
                .withClientKeyFile(null)
                .withOauthToken(token)
                .withAutoConfigure(false)
                .build();
    }

    <T extends HasMetadata> T create(T object) {
        return client.resource(object).inNamespace(namespace).create();
    }

    /** The driver of an agent that the chart installed. */
    KubernetesDriverFactory driver() {
        return new KubernetesDriverFactory(() -> access);
    }

    Map<String, String> options(String... namesAndValues) {
        Map<String, String> options = new HashMap<>(Map.of("namespace", namespace, "pull", "never", "stop-grace", "1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    KubernetesDriver open(String agentId, String... namesAndValues) throws DriverException {
        return open(driver(), agentId, namesAndValues);
    }

    KubernetesDriver open(KubernetesDriverFactory factory, String agentId, String... namesAndValues)
            throws DriverException {
        return (KubernetesDriver)
                factory.open(new DriverContext(agentId, Path.of("target"), options(namesAndValues), Clock.systemUTC()));
    }

    /** Greets as a VNC server does, and can no more. */
    static SessionSpec greeting() {
        return spec("busybox:test", List.of("nc", "-ll", "-p", "5900", "-e", "echo", "RFB 003.003"), false, Map.of());
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
            if (exec.exitCode().get(60, TimeUnit.SECONDS) == NO_SUCH_PROGRAM) {
                throw new AssertionError("the image has no " + command[0] + ": " + printed);
            }
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
