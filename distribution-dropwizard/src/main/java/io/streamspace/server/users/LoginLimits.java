package io.streamspace.server.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * How often somebody may try to log in: {@value #PER_USER} times a minute for one user from one address, and
 * {@value #PER_ADDRESS} times a minute from one address whoever it claims to be. A success gives the first one back.
 */
public final class LoginLimits {
    private static final int PER_USER = 10;
    private static final int PER_ADDRESS = 100;
    private static final int MAX_BUCKETS = 50_000;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();

    public LoginLimits(InstantSource clock) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.millis() * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Counts an attempt; false where it must not be made. */
    public boolean tryAttempt(String username, String address) {
        return bucket("address " + address, PER_ADDRESS).tryConsume(1)
                && bucket(key(username, address), PER_USER).tryConsume(1);
    }

    public void succeeded(String username, String address) {
        buckets.invalidate(key(username, address));
    }

    /** After so long an attempt is allowed again. */
    public Duration retryAfter() {
        return PERIOD.dividedBy(PER_USER);
    }

    private Bucket bucket(String key, int perPeriod) {
        return buckets.get(
                key,
                unused -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(Bandwidth.builder()
                                .capacity(perPeriod)
                                .refillGreedy(perPeriod, PERIOD)
                                .build())
                        .build());
    }

    private static String key(String username, String address) {
        return "user " + username.strip().toLowerCase(Locale.ROOT) + " " + address;
    }
}
