package io.streamspace.vnc;

/**
 * A viewer that may open a session; whoever makes one has checked the permission.
 *
 * @param viewerId unique among the hub's viewers
 * @param agentId the agent that runs the session
 * @param endpoint the endpoint's name, such as {@code vnc}
 * @param user the person who looks
 * @param policy what the viewer starts with
 * @param limits what it may be allowed at most later; {@code policy} is within it
 * @param notices whether it wants to be told of its policy by text messages, which an ordinary RFB client does not understand
 */
public record ViewerGrant(
        String viewerId,
        String sessionId,
        String agentId,
        String endpoint,
        String user,
        ViewerPolicy policy,
        ViewerPolicy limits,
        boolean notices) {
    public ViewerGrant {
        policy = policy.strictest(limits);
    }

    /** A viewer in {@code mode} with no other restriction. */
    public ViewerGrant(
            String viewerId, String sessionId, String agentId, String endpoint, ViewerMode mode, String user) {
        this(viewerId, sessionId, agentId, endpoint, user, ViewerPolicy.of(mode), ViewerPolicy.of(mode), false);
    }

    /** The mode that the viewer starts in. */
    public ViewerMode mode() {
        return policy.mode();
    }
}
