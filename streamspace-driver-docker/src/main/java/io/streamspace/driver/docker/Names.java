package io.streamspace.driver.docker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an agent's things are called on the engine. A name follows from the agent's and the session's id alone, so that whoever comes later
 * finds what was begun (D-303), and two who start the same session at the same moment meet at the same name (D-202).
 *
 * <p>A container's name also says what is wanted of it, since a name is the only thing that can be changed of a container that exists, and
 * changes at once: docs/decisions/0070-intentions-in-container-names.md.
 */
record Names(String agentId) {
    /** Everything of ours on an engine begins so. */
    static final String PREFIX = "streamspace-";

    /** Bridges of sessions begin so; one rule of the host's firewall covers them all. */
    static final String BRIDGE_PREFIX = "ssp";

    static final String HIBERNATED = ".hibernated";
    static final String STOPPED = ".stopped";

    private static final int LONGEST_READABLE = 40;

    // An interface of Linux has at most 15 characters.
    private static final int BRIDGE_DIGITS = 12;

    /** The name of the container of a session that is to run, and of its network. */
    String session(String sessionId) {
        return PREFIX + readable(sessionId) + "-" + digest(sessionId);
    }

    /** The session's bridge; the attempts after the first have names of their own. */
    String bridge(String sessionId, int attempt) {
        return BRIDGE_PREFIX + digest(attempt == 0 ? sessionId : sessionId + "#" + attempt);
    }

    /** The volume that holds a user's home. */
    String home(String user) {
        return PREFIX + "home-" + readable(user) + "-" + digest(user);
    }

    private String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((agentId + "\n" + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, BRIDGE_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people only; the digest beside it keeps apart what looks the same here. */
    private static String readable(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.substring(0, Math.min(safe.length(), LONGEST_READABLE));
    }
}
