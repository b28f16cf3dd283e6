package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.internal.stream.StreamConnection;

/**
 * A resuming viewer's WebSocket. Used on its event loop.
 *
 * @param handlers those that its stream's policy has to reach
 */
record ViewerLeg(StreamConnection connection, ViewerHandlers handlers) {}
