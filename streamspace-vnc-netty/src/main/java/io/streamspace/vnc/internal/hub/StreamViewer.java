package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.time.Duration;
import java.util.Locale;

/**
 * Who looks at a stream and what is in force for it, as the agent keeps it for a hub that knows nothing of the stream any more (rule P-5.15).
 * Whoever continues the stream has to hold a grant for the same, and for no more than it allowed.
 *
 * @param maxMode what the viewer's grant lets it be at most
 * @param policy its mode, clipboard and cap; its idle time-out is the grant's
 * @param alone whether it controls its session alone, after a take-over
 */
record StreamViewer(ViewerMode maxMode, ViewerPolicy policy, boolean alone, String sessionId, String user) {
    private static final String ALONE = "alone";
    private static final String SHARED = "shared";
    private static final int PARTS = 7;

    static StreamViewer of(ViewerGrant grant, ViewerPolicy inForce, boolean alone) {
        return new StreamViewer(
                grant.limits().mode(), inForce.withIdleTimeout(Duration.ZERO), alone, grant.sessionId(), grant.user());
    }

    String text() {
        return String.join(
                " ",
                word(maxMode),
                word(policy.mode()),
                word(policy.clipboard()),
                Long.toString(policy.maxBytesPerSecond()),
                alone ? ALONE : SHARED,
                sessionId,
                user);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException where it is none
     */
    static StreamViewer parse(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length != PARTS || !(parts[4].equals(ALONE) || parts[4].equals(SHARED))) {
            throw new IllegalArgumentException(
                    "a stream's viewer is two modes, a clipboard, a cap, alone or shared, a session and a user");
        }
        return new StreamViewer(
                mode(parts[0]),
                ViewerPolicy.of(mode(parts[1]))
                        .withClipboard(ClipboardDirection.valueOf(parts[2].toUpperCase(Locale.ROOT)))
                        .withMaxBytesPerSecond(Long.parseLong(parts[3])),
                parts[4].equals(ALONE),
                parts[5],
                parts[6]);
    }

    private static ViewerMode mode(String word) {
        return ViewerMode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean mayGoOnAs(ViewerGrant grant) {
        return sessionId.equals(grant.sessionId())
                && user.equals(grant.user())
                && (maxMode == ViewerMode.CONTROL || grant.limits().mode() == ViewerMode.VIEW);
    }
}
