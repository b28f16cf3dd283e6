package io.streamspace.hub.internal.secret;

import java.util.Objects;

/**
 * Secret values of one session as they are stored.
 *
 * @param key which key opens it
 * @param text nonce, ciphertext and tag, in Base64
 */
public record Sealed(String key, String text) {
    public Sealed {
        Objects.requireNonNull(key);
        Objects.requireNonNull(text);
    }

    /** Without the text, which is of no use in a log. */
    @Override
    public String toString() {
        return "Sealed[key=" + key + "]";
    }
}
