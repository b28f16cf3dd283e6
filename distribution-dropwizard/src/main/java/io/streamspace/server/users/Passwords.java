package io.streamspace.server.users;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.streamspace.server.http.ApiException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id. One hash takes about 20 MiB and a core for some 50 ms, so only as many run at a time
 * as there are permits; whoever waits longer than 5 s is told to try again.
 */
final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int LENGTH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final long MAX_WAIT_SECONDS = 5;

    private final Argon2Function argon2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, LENGTH_BYTES, Argon2.ID);
    private final Semaphore permits;
    private final String nobody;

    Passwords(int atATime) {
        this.permits = new Semaphore(atATime, true);
        this.nobody = hash("nobody has this password");
    }

    String hash(String password) {
        return bounded(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult());
    }

    boolean matches(String password, String hash) {
        return bounded(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** The hash of a password that nobody has: checking against it makes an unknown user take as long as a known one. */
    String nobody() {
        return nobody;
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw ApiException.unavailable("Too many people log in at this moment. Try again in a few seconds.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The server is being stopped.");
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
