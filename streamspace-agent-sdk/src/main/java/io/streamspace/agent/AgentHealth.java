package io.streamspace.agent;

import org.jspecify.annotations.Nullable;

/**
 * How an agent does at one moment, for health checks and operators.
 *
 * @param link where the link to the hub stands
 * @param epoch the present link's epoch; 0 while there is none
 * @param activeSessions sessions that run or start
 * @param runningCommands commands that are being carried out
 * @param problem a sentence for the operator; null where there is nothing to say
 */
public record AgentHealth(
        String agentId,
        String instanceId,
        Link link,
        long epoch,
        boolean draining,
        int activeSessions,
        int runningCommands,
        @Nullable String problem) {
    /** Where the link stands. */
    public enum Link {
        /** Another process leads; this one is ready to take over. */
        STANDBY,
        /** Dialling the hub, or waiting for its welcome. */
        CONNECTING,
        /** Linked. */
        ONLINE,
        /** Lost; dials again soon. */
        WAITING,
        /** Ended for good: closed here, or removed at the hub. */
        CLOSED
    }
}
