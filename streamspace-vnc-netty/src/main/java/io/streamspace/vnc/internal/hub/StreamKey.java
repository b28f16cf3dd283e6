package io.streamspace.vnc.internal.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A stream's name, and the secret with which it can be continued (rule P-5.11).
 *
 * @param id unique among all hubs
 */
record StreamKey(String id, String secret) {
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 16;

    static StreamKey create(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES + SECRET_BYTES];
        random.nextBytes(bytes);
        return new StreamKey(
                "st-" + HexFormat.of().formatHex(bytes, 0, ID_BYTES),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(bytes, ID_BYTES, bytes.length)));
    }

    /** Whether that is the secret; takes as long for any guess. */
    boolean opensWith(String guess) {
        return MessageDigest.isEqual(guess.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "StreamKey[id=" + id + "]";
    }
}
