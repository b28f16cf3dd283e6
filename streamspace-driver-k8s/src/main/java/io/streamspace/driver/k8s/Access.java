package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;

/** Which cluster is asked, as whom, and for how long. */
record Access(Config config) {
    /**
     * This access with a limit.
     *
     * @param requestMillis how long a request may take
     * @param repeats how often the client asks again by itself; whoever called decides about more
     */
    static Access limited(Config access, int requestMillis, int repeats) {
        return new Access(new ConfigBuilder(access)
                .withRequestTimeout(requestMillis)
                .withConnectionTimeout(requestMillis)
                .withRequestRetryBackoffLimit(repeats)
                // Whoever chose the access has chosen all of it.
                .withAutoConfigure(false)
                .build());
    }

    /** Whether anybody said which cluster. */
    boolean isNamed() {
        return config.getCurrentContext() != null || System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** @param namespace the operator's; without one that of the agent's pod, else of the kubeconfig */
    Cluster cluster(Optional<String> namespace) {
        return new Cluster(
                client(),
                namespace.or(() -> Optional.ofNullable(config.getNamespace())).orElse("default"));
    }
}
