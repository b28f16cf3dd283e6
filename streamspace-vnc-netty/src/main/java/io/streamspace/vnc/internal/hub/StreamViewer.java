package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import java.util.Locale;

/**
 * Who looks at a stream, as the agent keeps it for a hub that knows nothing of the stream any more (rule P-5.15). Whoever continues the
 * stream has to hold a grant for the same, and for no more than it allowed.
 */
record StreamViewer(ViewerMode mode, String sessionId, String user) {
    private static final int PARTS = 3;

    static StreamViewer of(ViewerGrant grant) {
        return new StreamViewer(grant.limits().mode(), grant.sessionId(), grant.user());
    }

    String text() {
        return mode.name().toLowerCase(Locale.ROOT) + " " + sessionId + " " + user;
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException where it is none
     */
    static StreamViewer parse(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a stream's viewer is a mode, a session and a user");
        }
        return new StreamViewer(ViewerMode.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], parts[2]);
    }

    boolean mayGoOnAs(ViewerGrant grant) {
        return sessionId.equals(grant.sessionId())
                && user.equals(grant.user())
                && (mode == ViewerMode.CONTROL || grant.limits().mode() == ViewerMode.VIEW);
    }
}
