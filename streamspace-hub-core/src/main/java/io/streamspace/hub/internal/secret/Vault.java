package io.streamspace.hub.internal.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals the secret values of sessions with AES-256-GCM and opens them. Which session they belong to is part of what the tag covers, so that
 * a row's ciphertext is of no use in another row. The first key seals; the others still open what they sealed. Any thread may call.
 */
public final class Vault {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, VaultKey> keys = new LinkedHashMap<>();
    private final RandomGenerator random;

    /** @param secrets of which the keys are made, the one that seals first; none, and nothing can be sealed or opened */
    public Vault(List<String> secrets, RandomGenerator random) {
        secrets.stream().map(VaultKey::of).forEach(key -> keys.putIfAbsent(key.id(), key));
        this.random = random;
    }

    /** The name of the key that seals; empty where there is none. */
    public Optional<String> sealingKey() {
        return keys.keySet().stream().findFirst();
    }

    /** @throws IllegalStateException where there is no key, which {@link #sealingKey()} tells before */
    public Sealed seal(String sessionId, SecretValues values) {
        var key = keys.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no key to seal with"));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, key, nonce, sessionId).doFinal(JSON.writeValueAsBytes(values));
            byte[] all = ByteBuffer.allocate(nonce.length + text.length)
                    .put(nonce)
                    .put(text)
                    .array();
            return new Sealed(key.id(), Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("every Java has AES-256-GCM", e);
        }
    }

    /** @throws UnreadableSecretException where its key is not among those at hand, or it was not sealed for that session */
    public SecretValues open(String sessionId, Sealed sealed) throws UnreadableSecretException {
        var key = keys.get(sealed.key());
        if (key == null) {
            throw unreadable("key " + sealed.key() + " is not among this server's SECRET_KEYS", null);
        }
        try {
            byte[] all = Base64.getDecoder().decode(sealed.text());
            if (all.length < NONCE_BYTES) {
                throw unreadable("what is stored was changed", null);
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, sessionId);
            byte[] text = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return JSON.readValue(new String(text, StandardCharsets.UTF_8), SecretValues.class);
        } catch (GeneralSecurityException | IllegalArgumentException | JsonProcessingException e) {
            throw unreadable("what is stored was changed", e);
        }
    }

    private static Cipher cipher(int mode, VaultKey key, byte[] nonce, String sessionId)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("session " + sessionId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static UnreadableSecretException unreadable(String why, @Nullable Throwable cause) {
        var e = new UnreadableSecretException("The secret parameters of this desktop cannot be read: " + why
                + ". An administrator can put the right key there; or start a new desktop and enter them again.");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
