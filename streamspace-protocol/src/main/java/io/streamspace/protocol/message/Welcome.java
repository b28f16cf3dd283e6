package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import java.util.List;
import java.util.Set;

/**
 * The hub's answer to {@link Hello}; from here on the link is healthy (rule P-2.3).
 *
 * @param protocolVersion the version in force
 * @param capabilities the capabilities in force
 * @param connectionId the hub's name for this link
 * @param epoch fences this link: what comes from a lower epoch is refused (rule P-2.6)
 * @param replicaId the replica of the hub that holds the link
 * @param heartbeatIntervalMs milliseconds between heartbeats
 * @param heartbeatTimeoutMs milliseconds of silence after which the hub holds the link for dead
 * @param warmStreams stream connections that the agent keeps idle
 * @param inventory a verdict for each entry of the hello's inventory
 */
public record Welcome(
        int protocolVersion,
        Set<String> capabilities,
        String connectionId,
        long epoch,
        String replicaId,
        long heartbeatIntervalMs,
        long heartbeatTimeoutMs,
        int warmStreams,
        List<InventoryVerdict> inventory)
        implements HubMessage {
    /** Longest heartbeat interval and time-out, one hour. */
    public static final long MAX_HEARTBEAT_MS = 3_600_000;

    /** Most stream connections that a hub may ask to be kept idle. */
    public static final int MAX_WARM_STREAMS = 256;

    public Welcome {
        Checks.atLeast(protocolVersion, 1, "protocol_version");
        capabilities = Checks.ids(capabilities, "capabilities", Hello.MAX_CAPABILITIES);
        Checks.id(connectionId, "connection_id");
        Checks.atLeast(epoch, 1, "epoch");
        Checks.id(replicaId, "replica_id");
        Checks.between(heartbeatIntervalMs, 1, MAX_HEARTBEAT_MS, "heartbeat_interval_ms");
        Checks.between(heartbeatTimeoutMs, heartbeatIntervalMs, MAX_HEARTBEAT_MS, "heartbeat_timeout_ms");
        Checks.between(warmStreams, 0, MAX_WARM_STREAMS, "warm_streams");
        inventory = Checks.list(inventory, "inventory", Hello.MAX_INVENTORY);
    }
}
