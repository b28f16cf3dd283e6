package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first message of an agent on a new link (rule P-2.3).
 *
 * @param protocolVersion the newest version that the agent speaks
 * @param agentId who it is; must be the id that its key was given for
 * @param instanceId new for each process, so that the hub can tell a restart from a reconnect
 * @param leaderTerm grows with each election among processes that share the agent id; 0 where there is no election
 * @param platform what its driver runs sessions on, such as {@code docker}
 * @param region where it stands, as the operator names it
 * @param sdkVersion version of the agent runtime
 * @param driverVersion version of the driver
 * @param capabilities names of {@link io.streamspace.protocol.Capability}
 * @param capacity what it can run at most
 * @param labels the operator's own key-value pairs, for placement
 * @param inventory every session that its platform holds at this moment
 */
public record Hello(
        int protocolVersion,
        String agentId,
        String instanceId,
        long leaderTerm,
        String platform,
        @Nullable String region,
        String sdkVersion,
        String driverVersion,
        Set<String> capabilities,
        Capacity capacity,
        Map<String, String> labels,
        List<InventoryEntry> inventory)
        implements AgentMessage {
    /** Most capabilities that either side announces. */
    public static final int MAX_CAPABILITIES = 64;

    /** Most labels of an agent. */
    public static final int MAX_LABELS = 64;

    /** Most sessions of an inventory. */
    public static final int MAX_INVENTORY = 10_000;

    public Hello {
        Checks.atLeast(protocolVersion, 1, "protocol_version");
        Checks.id(agentId, "agent_id");
        Checks.id(instanceId, "instance_id");
        Checks.atLeast(leaderTerm, 0, "leader_term");
        Checks.id(platform, "platform");
        Checks.optionalText(region, "region", Checks.NAME);
        Checks.text(sdkVersion, "sdk_version", Checks.NAME);
        Checks.text(driverVersion, "driver_version", Checks.NAME);
        capabilities = Checks.ids(capabilities, "capabilities", MAX_CAPABILITIES);
        Checks.present(capacity, "capacity");
        labels = Checks.map(labels, "labels", MAX_LABELS, Checks.SENTENCE);
        inventory = Checks.list(inventory, "inventory", MAX_INVENTORY);
    }
}
