package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.Config;
import io.streamspace.agent.election.LeaseElection;
import io.streamspace.agent.election.LeaseTiming;
import io.streamspace.agent.spi.LeaderElection;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Lease ({@code coordination.k8s.io/v1}) by which one of several agents with the same id is chosen, as the operator says it. Agents of
 * different ids need different ones.
 *
 * @param name {@code LEASE_LOCK_NAME}; null or blank for one that follows from the agent's id
 * @param namespace {@code LEASE_LOCK_NAMESPACE}; null or blank for that of the agent's pod, else the kubeconfig's
 */
public record LeaseLock(@Nullable String name, @Nullable String namespace) {
    /** Each renewal is an entry in the cluster's own database, so a lease there is a calm one. */
    public static final LeaseTiming USUAL_TIMING = LeaseTiming.CALM;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** Of the deadline, so that after an unanswered request there is time for another. */
    private static final int REQUESTS_IN_DEADLINE = 3;

    public LeaseLock {
        check("LEASE_LOCK_NAME", name, NAME, "streamspace-agent");
        check("LEASE_LOCK_NAMESPACE", namespace, NAMESPACE, "streamspace");
    }

    /**
     * The election of this process among those with the same agent id, in the cluster of {@code KUBECONFIG} or of the agent's pod.
     *
     * @throws IllegalArgumentException where no cluster is named, with a sentence that says what to do
     */
    public LeaderElection election(String agentId, LeaseTiming timing) {
        int limit = Math.toIntExact(
                timing.renewDeadline().dividedBy(REQUESTS_IN_DEADLINE).toMillis());
        // The election decides about repeating.
        Access access = Access.limited(Config.autoConfigure(null), limit, 0);
        if (!access.isNamed()) {
            throw new IllegalArgumentException(
                    "Agents elect by a Lease of Kubernetes, and no cluster is named. Set KUBECONFIG, run the agent in a pod, or set"
                            + " HA_BACKEND to file or redis.");
        }
        return new LeaseElection(holder(agentId), timing, store(access.cluster(said(namespace)), agentId));
    }

    KubernetesLeaseStore store(Cluster cluster, String agentId) {
        return new KubernetesLeaseStore(
                cluster, said(name).orElseGet(() -> new Names(agentId).lease()), agentId, InstantSource.system());
    }

    /** In a pod by the pod's name, which is what an operator looks for. */
    private static String holder(String agentId) {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                        .filter(host -> !host.isBlank())
                        .orElse(agentId)
                + "_" + UUID.randomUUID();
    }

    private static Optional<String> said(@Nullable String setting) {
        return Optional.ofNullable(setting).filter(text -> !text.isBlank());
    }

    private static void check(String setting, @Nullable String value, Pattern allowed, String good) {
        if (said(value).isPresent() && !allowed.matcher(said(value).get()).matches()) {
            throw new IllegalArgumentException(setting + " is '" + value
                    + "'. Kubernetes calls nothing so: lower-case letters, digits and hyphens. A good example is "
                    + good);
        }
    }
}
