package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Pod;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this agent reaches a pod: by the pod's own address, where the agent's machine has a way to it, else by a port-forward through the API server.
 * Which one it is, is found out with the first pod and holds from then on.
 */
final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final int CONNECT_MILLIS = 1000;

    private final Cluster cluster;
    private volatile Way way;

    /** What the operator may choose. */
    enum Way {
        /** Whichever works. */
        AUTO,
        /** The pod's own address. */
        ADDRESS,
        /** Through the API server. */
        FORWARD
    }

    Reach(Cluster cluster, Way way) {
        this.cluster = cluster;
        this.way = way;
    }

    /** Empty while the pod has no address. */
    Optional<EndpointConnection> dial(Pod pod, int port) throws DriverException, InterruptedException {
        String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        if (address == null || address.isBlank()) {
            return Optional.empty();
        }
        var endpoint = new InetSocketAddress(address, port);
        if (way == Way.AUTO) {
            choose(endpoint);
        }
        return Optional.of(
                way == Way.FORWARD
                        ? new EndpointConnection.Channel(forward(pod, port))
                        : new EndpointConnection.Address(endpoint));
    }

    private PodChannel forward(Pod pod, int port) throws DriverException, InterruptedException {
        String name = pod.getMetadata().getName();
        try {
            return cluster.call(
                    "create pods/portforward",
                    client -> PodChannel.open((in, out) -> client.pods()
                            .inNamespace(cluster.namespace())
                            .withName(name)
                            .portForward(port, in, out)));
        } catch (java.io.UncheckedIOException e) {
            throw new DriverException(
                    DriverException.Kind.PLATFORM_UNAVAILABLE,
                    "The desktop cannot be reached through the cluster's API server. Try again.",
                    true,
                    e.getMessage(),
                    e);
        }
    }

    /** Whoever refuses is reached; nothing is decided while the desktop's port is not answered in either way. */
    private void choose(InetSocketAddress endpoint) {
        Way found;
        try (Socket socket = new Socket()) {
            socket.connect(endpoint, CONNECT_MILLIS);
            found = Way.ADDRESS;
        } catch (ConnectException refused) {
            if (!String.valueOf(refused.getMessage()).contains("refused")) {
                found = Way.FORWARD;
            } else {
                found = Way.ADDRESS;
            }
        } catch (IOException unreachable) {
            found = Way.FORWARD;
        }
        way = found;
        LOG.atInfo().addKeyValue("reach", text()).log("How pods are reached was found out");
    }

    String text() {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
