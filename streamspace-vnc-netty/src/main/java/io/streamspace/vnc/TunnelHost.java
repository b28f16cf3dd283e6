package io.streamspace.vnc;

/** What the hub's side of the tunnel asks of whoever holds agents and sessions. Called on event loops, so it must not block. */
public interface TunnelHost {
    /** Whether {@code epoch} is that of the agent's present link. */
    boolean isCurrent(String agentId, long epoch);

    /** Asks the agent over its link to dial one more stream connection; false where it has no link here. */
    boolean requestStream(String agentId, String streamId, String sessionId);

    /**
     * Whether a capability is in force on the agent's link here, by its name in {@link io.streamspace.protocol.Capability}. A host that does
     * not tell gets streams as older agents have them.
     */
    default boolean supports(String agentId, String capability) {
        return false;
    }

    /** A viewer is connected to its desktop. */
    void viewerOpened(ViewerGrant viewer);

    /** Another policy is in force for a viewer. */
    default void policyChanged(ViewerGrant viewer, ViewerPolicy policy) {}

    /** A viewer is gone. */
    void viewerClosed(ViewerGrant viewer, int closeCode);

    /** Somebody pressed a key, moved the pointer or sent clipboard text in the session; at most once a second per viewer. */
    void activity(ViewerGrant viewer);
}
