package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverException;
import java.util.List;
import java.util.function.Function;

/** The namespace in which this agent's sessions are. */
record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {
    static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

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

    /** Like {@link #call}; whether it was made, as opposed to there already. What is not found then is the namespace. */
    boolean create(String what, Function<KubernetesClient, ?> request) throws DriverException, InterruptedException {
        return unless(List.of(CONFLICT), what, request);
    }

    /** What the API server answered to what failed; 0 where it did not. */
    static int status(DriverException failure) {
        return failure.getCause() instanceof KubernetesClientException refusal ? refusal.getCode() : 0;
    }

    private boolean unless(List<Integer> refusals, String what, Function<KubernetesClient, ?> request)
            throws DriverException, InterruptedException {
        try {
            call(what, request);
            return true;
        } catch (DriverException e) {
            if (refusals.contains(status(e))) {
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
