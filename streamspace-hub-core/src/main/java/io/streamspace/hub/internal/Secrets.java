package io.streamspace.hub.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Compares and stores secrets: docs/decisions/0020-hashes-of-keys.md. What is stored is the SHA-256 of a value of 256 random bits: there is
 * nothing to guess that a slow hash would protect, and the hash can be looked up.
 */
public final class Secrets {
    private Secrets() {}

    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a value is one of several, in a time that tells neither how much of it is right nor which it is. */
    public static boolean isOneOf(String value, List<String> accepted) {
        var hash = hash(value);
        boolean found = false;
        for (var one : accepted) {
            found |= MessageDigest.isEqual(hash, hash(one));
        }
        return found;
    }
}
