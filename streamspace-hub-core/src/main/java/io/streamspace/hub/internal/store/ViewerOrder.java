package io.streamspace.hub.internal.store;

import io.streamspace.hub.ViewerChange;

/** What is to happen to viewers, wherever they are connected. Said once the transaction is committed that allows it. */
public sealed interface ViewerOrder {
    /** A viewer's policy changes. */
    record Change(String viewerId, ViewerChange change) implements ViewerOrder {}

    /** A viewer is disconnected. */
    record Kick(String viewerId) implements ViewerOrder {}

    /** A viewer controls its session alone. */
    record TakeOver(String viewerId) implements ViewerOrder {}

    /** Control goes from one viewer to another. */
    record HandOver(String fromViewerId, String toViewerId) implements ViewerOrder {}

    /** A user has lost the right to open a session, or got a lower one and comes back with that. */
    record Revoke(String sessionId, String user, boolean mayComeBack) implements ViewerOrder {}
}
