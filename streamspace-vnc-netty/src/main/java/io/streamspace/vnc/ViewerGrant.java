package io.streamspace.vnc;

/**
 * A viewer that may open a session; whoever makes one has checked the permission.
 *
 * @param viewerId unique among the hub's viewers
 * @param agentId the agent that runs the session
 * @param endpoint the endpoint's name, such as {@code vnc}
 */
public record ViewerGrant(
        String viewerId, String sessionId, String agentId, String endpoint, ViewerMode mode, String user) {}
