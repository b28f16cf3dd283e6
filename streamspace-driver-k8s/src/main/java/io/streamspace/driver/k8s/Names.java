package io.streamspace.driver.k8s;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What an agent's objects are called in the cluster. A name follows from the agent's and the session's id alone, so that whoever comes later
 * finds what was begun (D-303), and two who start the same session at the same moment meet at the same name (D-202).
 */
record Names(String agentId) {
    // A Service's name, the shortest of all, has at most 63 characters.
    private static final int LONGEST_READABLE = 36;
    private static final int LONGEST_LABEL = 63;
    private static final int DIGITS = 12;

    /** The session's Deployment, Service and NetworkPolicy, and its claim where the home ends with the session. */
    String session(String sessionId) {
        return "session-" + readable(sessionId) + "-" + digest(agentId + "\n" + sessionId);
    }

    /** The claim of a user's home. */
    String home(String user) {
        return "home-" + readable(user) + "-" + digest(agentId + "\n" + user);
    }

    /** The Lease by which processes of the agent's id elect. */
    String lease() {
        return "streamspace-agent-" + readable(agentId) + "-" + digest(agentId);
    }

    /** What may be any text, as a label can hold it: itself where that is possible. */
    static String label(String text) {
        if (text.length() <= LONGEST_LABEL && text.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")) {
            return text;
        }
        return readable(text) + "-" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people only; the digest beside it keeps apart what looks the same here. */
    private static String readable(String name) {
        String safe =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        String cut =
                safe.substring(0, Math.min(safe.length(), LONGEST_READABLE)).replaceAll("-$", "");
        return cut.isEmpty() ? "x" : cut;
    }
}
