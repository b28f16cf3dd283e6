package io.streamspace.hub.internal.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key, made of an operator's long random text.
 *
 * @param id names the key beside what it sealed; made of the text too, so that a wrong text never passes for the right key
 */
record VaultKey(String id, SecretKey aes) {
    private static final int ID_BYTES = 4;

    static VaultKey of(String secret) {
        var id = HexFormat.of().formatHex(Arrays.copyOf(derive(secret, "streamspace secret parameters, id"), ID_BYTES));
        return new VaultKey(id, new SecretKeySpec(derive(secret, "streamspace secret parameters, key"), "AES"));
    }

    private static byte[] derive(String secret, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "VaultKey[" + id + "]";
    }
}
