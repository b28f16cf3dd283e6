package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The platform {@code kubernetes}: what the agent finds in the jar. It puts the driver together. */
public final class KubernetesDriverFactory implements SessionDriverFactory {
    private static final int REQUEST_MILLIS = 10_000;
    // The first request of a process: on a busy node most of it is loading classes and shaking hands, and giving up
    // ends the agent.
    private static final int QUESTION_MILLIS = 15_000;
    private static final Duration FIRST_LIST = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 20;

    private final Supplier<Config> access;

    /** For {@link java.util.ServiceLoader}: with the cluster of {@code KUBECONFIG} or of the agent's own pod. */
    public KubernetesDriverFactory() {
        this(() -> Config.autoConfigure(null));
    }

    /** @param access which cluster it is, and as whom the agent asks it */
    KubernetesDriverFactory(Supplier<Config> access) {
        this.access = access;
    }

    @Override
    public String platform() {
        return "kubernetes";
    }

    @Override
    public String version() {
        return Optional.ofNullable(KubernetesDriverFactory.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Override
    public List<DriverOption> options() {
        return KubernetesOptions.ALL;
    }

    @Override
    public Optional<String> missing(DriverContext context) {
        Access limited = limited(QUESTION_MILLIS);
        if (!limited.isNamed()) {
            return Optional.of("No Kubernetes cluster is named. Set KUBECONFIG, or run the agent in a pod.");
        }
        try (KubernetesClient client = limited.client()) {
            client.getKubernetesVersion();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of("The Kubernetes API server at "
                    + limited.config().getMasterUrl() + " does not answer: " + e.getMessage());
        }
    }

    @Override
    public SessionDriver open(DriverContext context) throws DriverException {
        KubernetesOptions options = KubernetesOptions.of(context);
        Cluster cluster = limited(REQUEST_MILLIS).cluster(options.namespace());
        boolean opened = false;
        try {
            SessionDriver driver = driver(context, options, cluster);
            opened = true;
            return driver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(
                    Kind.INTERRUPTED, "Opening the Kubernetes driver was interrupted.", true, null, e);
        } finally {
            if (!opened) {
                cluster.close();
            }
        }
    }

    private static SessionDriver driver(DriverContext context, KubernetesOptions options, Cluster cluster)
            throws DriverException, InterruptedException {
        var names = new Names(context.agentId());
        var deployments = new Deployments(cluster, names);
        // The first question finds a missing right or a cluster that is away, with a sentence.
        deployments.all();
        var pods = new Pods(cluster, context.agentId());
        awaitFirstList(pods);
        var reach = new Reach(cluster, options.reach());
        var observation = new Observation(deployments, pods, reach, context.clock());
        return new KubernetesDriver(
                cluster,
                names,
                options,
                deployments,
                new Parts(cluster, names),
                pods,
                new Boot(pods, deployments, observation, options.bootLimit()),
                observation,
                reach,
                new Watches(pods, observation));
    }

    private static void awaitFirstList(Pods pods) throws DriverException, InterruptedException {
        long deadline = System.nanoTime() + FIRST_LIST.toNanos();
        while (!pods.known()) {
            if (System.nanoTime() > deadline) {
                pods.close();
                throw new DriverException(
                        Kind.FORBIDDEN,
                        "The agent cannot list and watch the pods of its sessions. Ask your administrator to give its service account the verbs"
                                + " list and watch on pods and events.",
                        true,
                        null,
                        null);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** The agent decides about repeating; a verb that hangs in the client cannot tell its user anything. */
    private Access limited(int requestMillis) {
        return Access.limited(access.get(), requestMillis, 1);
    }
}
