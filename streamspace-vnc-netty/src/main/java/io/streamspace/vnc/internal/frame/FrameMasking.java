package io.streamspace.vnc.internal.frame;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a side masks what it sends. */
public final class FrameMasking {
    /** A server's frames. */
    public static final FrameMasking NONE = new FrameMasking(false, null);

    /** A client's frames under the zero key, where both sides agreed on it: nothing to do for either. */
    public static final FrameMasking ZERO = new FrameMasking(true, null);

    private final boolean masked;
    private final @Nullable RandomGenerator keys;

    private FrameMasking(boolean masked, @Nullable RandomGenerator keys) {
        this.masked = masked;
        this.keys = keys;
    }

    /** A client's frames under keys that nobody can guess (RFC 6455, section 10.3). */
    public static FrameMasking random() {
        return new FrameMasking(true, new SecureRandom());
    }

    boolean masked() {
        return masked;
    }

    int nextKey() {
        return keys == null ? 0 : keys.nextInt();
    }
}
