package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.spi.DriverException;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease as a Lease object of a Kubernetes cluster. Each change names the version of the object that it was made from, and the API server refuses one
 * that is not the newest: that is the comparison.
 */
final class KubernetesLeaseStore implements LeaseStore {
    private static final String RESOURCE = " leases.coordination.k8s.io";

    private final Cluster cluster;
    private final String name;
    private final String agentId;
    private final InstantSource clock;

    /** @param cluster closed with the store */
    KubernetesLeaseStore(Cluster cluster, String name, String agentId, InstantSource clock) {
        this.cluster = cluster;
        this.name = name;
        this.agentId = agentId;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> read() throws IOException, InterruptedException {
        return find().map(LeaseRecord::lease);
    }

    @Override
    public boolean take(@Nullable Lease seen, Lease wanted) throws IOException, InterruptedException {
        Optional<LeaseRecord> kept = find();
        if (kept.isEmpty()) {
            return seen == null && create(wanted);
        }
        return kept.get().lease().equals(seen) && update(kept.get(), wanted);
    }

    @Override
    public boolean renew(Lease renewed) throws IOException, InterruptedException {
        return change(renewed, renewed);
    }

    @Override
    public void release(Lease held) throws IOException, InterruptedException {
        change(held, held.freed());
    }

    private boolean change(Lease held, Lease next) throws IOException, InterruptedException {
        while (true) {
            Optional<LeaseRecord> kept = find().filter(found ->
                    found.lease().sameTenure(held) && !found.lease().free());
            if (kept.isEmpty()) {
                return false;
            }
            if (update(kept.get(), next)) {
                return true;
            }
            // Not necessarily lost: an earlier renewal may have come late, or somebody wrote a label.
        }
    }

    private Optional<LeaseRecord> find() throws IOException, InterruptedException {
        try {
            var object = cluster.call(
                    "get" + RESOURCE, client -> leases(client).withName(name).get());
            return object == null ? Optional.empty() : Optional.of(LeaseRecord.of(object, agentId));
        } catch (DriverException e) {
            throw failed(e);
        }
    }

    private boolean create(Lease wanted) throws IOException, InterruptedException {
        var object = LeaseRecord.object(name, agentId, wanted, now());
        try {
            return cluster.create(
                    "create" + RESOURCE,
                    client -> leases(client).resource(object).create());
        } catch (DriverException e) {
            throw Cluster.status(e) == Cluster.NOT_FOUND
                    ? new IOException(
                            "The namespace " + cluster.namespace()
                                    + " of the agents' Lease does not exist. Create it, or name another by LEASE_LOCK_NAMESPACE.",
                            e)
                    : failed(e);
        }
    }

    private boolean update(LeaseRecord kept, Lease next) throws IOException, InterruptedException {
        var object = kept.with(next, now());
        try {
            return cluster.attempt(
                    "update" + RESOURCE,
                    client -> leases(client)
                            .resource(object)
                            .lockResourceVersion(kept.object().getMetadata().getResourceVersion())
                            .update());
        } catch (DriverException e) {
            throw failed(e);
        }
    }

    private NonNamespaceOperation<
                    io.fabric8.kubernetes.api.model.coordination.v1.Lease,
                    LeaseList,
                    Resource<io.fabric8.kubernetes.api.model.coordination.v1.Lease>>
            leases(KubernetesClient client) {
        return client.leases().inNamespace(cluster.namespace());
    }

    /** The API writes microseconds. */
    private ZonedDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }

    private static IOException failed(DriverException failure) {
        String detail = failure.detail();
        return new IOException(failure.getMessage() + (detail == null ? "" : " (" + detail + ")"), failure);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
