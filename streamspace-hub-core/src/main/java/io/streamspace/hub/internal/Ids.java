package io.streamspace.hub.internal;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes names and secrets. */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 12;
    private static final int SECRET_BYTES = 32;

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public String session() {
        return next("sess-");
    }

    public String command() {
        return next("cmd-");
    }

    public String connection() {
        return next("conn-");
    }

    public String viewer() {
        return next("view-");
    }

    /** 256 random bits as text that fits into an address and a header. */
    public String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A number from 0 to below {@code bound}. */
    public long upTo(long bound) {
        return random.nextLong(bound);
    }

    private String next(String prefix) {
        var name = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
