package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who changes a Lease's labels all the time, as a program does that marks what it finds. */
final class BusyWriter implements AutoCloseable {
    private final AtomicInteger written = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    BusyWriter(TestCluster cluster, String leaseName) {
        thread = Thread.ofVirtual().start(() -> {
            while (!closed) {
                write(cluster, leaseName);
            }
        });
    }

    /** Whoever else writes at the same moment may be first. */
    private void write(TestCluster cluster, String leaseName) {
        try {
            cluster.client
                    .leases()
                    .inNamespace(cluster.namespace)
                    .withName(leaseName)
                    .edit(lease -> {
                        lease.getMetadata().getLabels().put("seen", Integer.toString(written.get() + 1));
                        return lease;
                    });
            written.incrementAndGet();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    int written() {
        return written.get();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
