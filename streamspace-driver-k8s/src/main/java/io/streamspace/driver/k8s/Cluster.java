package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverException;
import java.util.List;
import java.util.function.Function;

/** The namespace in which this agent's sessions are. */
record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

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

    /** Like {@link #call}; whether it was done, as opposed to refused because the object was changed meanwhile, or is gone. */
    boolean attempt(String what, Function<KubernetesClient, ?> request) throws DriverException, InterruptedException {
        return unless(List.of(CONFLICT, NOT_FOUND), what, request);
    }

    /** Like {@link #call}, and content where the object is there already. What is not found then is the namespace. */
    void create(String what, Function<KubernetesClient, ?> request) throws DriverException, InterruptedException {
        unless(List.of(CONFLICT), what, request);
    }

    private boolean unless(List<Integer> refusals, String what, Function<KubernetesClient, ?> request)
            throws DriverException, InterruptedException {
        try {
            call(what, request);
            return true;
        } catch (DriverException e) {
            if (e.getCause() instanceof KubernetesClientException refusal && refusals.contains(refusal.getCode())) {
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
