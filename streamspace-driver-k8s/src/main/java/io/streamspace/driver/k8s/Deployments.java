package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Deployments of this agent's sessions: what there is of them, at this moment. */
final class Deployments {
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    private final Cluster cluster;
    private final Names names;

    Deployments(Cluster cluster, Names names) {
        this.cluster = cluster;
        this.names = names;
    }

    Optional<Deployment> find(String sessionId) throws DriverException, InterruptedException {
        return Optional.ofNullable(cluster.call(
                "get deployments.apps",
                client -> client.apps()
                        .deployments()
                        .inNamespace(cluster.namespace())
                        .withName(names.session(sessionId))
                        .get()));
    }

    List<Deployment> all() throws DriverException, InterruptedException {
        return cluster.call(
                "list deployments.apps",
                client -> client.apps()
                        .deployments()
                        .inNamespace(cluster.namespace())
                        .withLabel(Marks.AGENT, Names.label(names.agentId()))
                        .list()
                        .getItems());
    }

    /** Creates it, unless somebody else was faster. */
    void create(Deployment deployment) throws DriverException, InterruptedException {
        cluster.attempt(
                "create deployments.apps",
                client -> client.apps()
                        .deployments()
                        .inNamespace(cluster.namespace())
                        .resource(deployment)
                        .create());
    }

    /**
     * Writes what is wanted, on exactly the Deployment that was read: whoever changed it meanwhile has to be looked at first.
     *
     * @return whether it is written
     */
    boolean intend(Deployment read, Intention intention) throws DriverException, InterruptedException {
        if (intention(read) == intention && intention.replicas() == replicas(read)) {
            return true;
        }
        Deployment wanted = new DeploymentBuilder(read)
                .editMetadata()
                .addToAnnotations(Marks.INTENTION, intention.text())
                .endMetadata()
                .editSpec()
                .withReplicas(intention.replicas())
                .endSpec()
                .build();
        return cluster.attempt(
                "update deployments.apps",
                client -> client.apps()
                        .deployments()
                        .inNamespace(cluster.namespace())
                        .resource(wanted)
                        .lockResourceVersion(read.getMetadata().getResourceVersion())
                        .update());
    }

    /** Removes exactly this one with all that it owns; returns when all is gone. */
    void remove(Deployment deployment) throws DriverException, InterruptedException {
        String uid = deployment.getMetadata().getUid();
        String sessionId = Marks.sessionId(deployment.getMetadata().getAnnotations());
        if (deployment.getMetadata().getDeletionTimestamp() == null) {
            cluster.attempt(
                    "delete deployments.apps",
                    client -> client.apps()
                            .deployments()
                            .inNamespace(cluster.namespace())
                            .withName(deployment.getMetadata().getName())
                            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                            .delete());
        }
        long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
        while (find(sessionId)
                .filter(found -> found.getMetadata().getUid().equals(uid))
                .isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new DriverException(
                        Kind.PLATFORM_UNAVAILABLE,
                        "The cluster has not removed the session yet, as when its node is down. It goes on by itself; ask your administrator to"
                                + " look at " + deployment.getMetadata().getName() + " if it stays.",
                        true,
                        null,
                        null);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    static Intention intention(Deployment deployment) {
        return Intention.of(deployment.getMetadata().getAnnotations().getOrDefault(Marks.INTENTION, ""));
    }

    static long generation(Deployment deployment) {
        return Marks.generation(deployment.getMetadata().getAnnotations());
    }

    private static int replicas(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }
}
