package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverException;
import java.util.function.Function;

/** The namespace in which this agent's sessions are. */
record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {
    static final int CONFLICT = 409;
    static final int NOT_FOUND = 404;

    /**
     * Asks the API server.
     *
     * @param what verb and resource, as an RBAC rule names them
     */
    <T> T call(String what, Function<KubernetesClient, T> request) throws DriverException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before: " + what);
        }
        try {
            return request.apply(client);
        } catch (KubernetesClientException e) {
            // The client keeps an interrupt as the thread's flag and throws something else.
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while: " + what);
            }
            throw Failures.of(e, what, namespace);
        }
    }

    /** Like {@link #call}; whether it was done, as opposed to refused because the object is there, was changed meanwhile, or is gone. */
    boolean attempt(String what, Function<KubernetesClient, ?> request) throws DriverException, InterruptedException {
        try {
            call(what, request);
            return true;
        } catch (DriverException e) {
            if (e.getCause() instanceof KubernetesClientException refusal
                    && (refusal.getCode() == CONFLICT || refusal.getCode() == NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
