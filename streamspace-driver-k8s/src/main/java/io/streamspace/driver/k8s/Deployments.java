package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
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
        cluster.create(
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
                .removeFromAnnotations(Marks.POD)
                .endMetadata()
                .editSpec()
                .withReplicas(intention.replicas())
                .endSpec()
                .build();
        return update(read, wanted);
    }

    /** Writes which pod has the desktop, so that one which the cluster puts in its place later is not taken for it. */
    void announce(Deployment started, Pod pod) throws DriverException, InterruptedException {
        String uid = pod.getMetadata().getUid();
        while (true) {
            Optional<Deployment> latest = find(Marks.sessionId(Pods.annotations(started)))
                    .filter(found -> found.getMetadata()
                            .getUid()
                            .equals(started.getMetadata().getUid()))
                    .filter(found -> intention(found) == Intention.RUN
                            && !uid.equals(Pods.annotations(found).get(Marks.POD)));
            if (latest.isEmpty() || update(latest.get(), withPod(latest.get(), uid))) {
                return;
            }
        }
    }

    private static Deployment withPod(Deployment deployment, String uid) {
        return new DeploymentBuilder(deployment)
                .editMetadata()
                .addToAnnotations(Marks.POD, uid)
                .endMetadata()
                .build();
    }

    private boolean update(Deployment read, Deployment wanted) throws DriverException, InterruptedException {
        return cluster.attempt(
                "update deployments.apps",
                client -> client.apps()
                        .deployments()
                        .inNamespace(cluster.namespace())
                        .resource(wanted)
                        .lockResourceVersion(read.getMetadata().getResourceVersion())
                        .update());
    }

    /** Removes exactly this one, and none that has its name by then, with all that it owns; returns when all is gone. */
    void remove(Deployment deployment) throws DriverException, InterruptedException {
        String uid = deployment.getMetadata().getUid();
        String sessionId = Marks.sessionId(deployment.getMetadata().getAnnotations());
        long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
        Optional<Deployment> left = Optional.of(deployment);
        while (true) {
            if (left.get().getMetadata().getDeletionTimestamp() == null) {
                delete(left.get());
            }
            left = find(sessionId).filter(found -> found.getMetadata().getUid().equals(uid));
            if (left.isEmpty()) {
                return;
            }
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

    /** By its uid, for which the client has no words of its own: a later one of the same name stays. */
    private void delete(Deployment read) throws DriverException, InterruptedException {
        var exactly = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withPropagationPolicy("Foreground")
                .withNewPreconditions(null, read.getMetadata().getUid())
                .build();
        String path = "/apis/apps/v1/namespaces/" + cluster.namespace() + "/deployments/"
                + read.getMetadata().getName();
        cluster.attempt("delete deployments.apps", client -> client.raw(path, "DELETE", exactly));
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
