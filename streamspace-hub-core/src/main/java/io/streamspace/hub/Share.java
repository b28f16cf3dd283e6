package io.streamspace.hub;

import io.streamspace.vnc.ViewerMode;
import java.time.Instant;

/**
 * Somebody besides the owner may open a session.
 *
 * @param user who may
 * @param mode at most so
 * @param grantedBy who allowed it
 */
public record Share(String sessionId, String user, ViewerMode mode, String grantedBy, Instant createdAt) {}
