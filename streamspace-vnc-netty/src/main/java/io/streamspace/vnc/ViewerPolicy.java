package io.streamspace.vnc;

import java.time.Duration;

/**
 * What the tunnel lets one viewer do. It can be changed while the viewer is connected ({@link HubTunnel#change}).
 *
 * @param mode whether the viewer acts or watches; a watcher's clipboard never reaches the desktop, whatever {@code clipboard} says
 * @param clipboard which way clipboard text may go
 * @param maxBytesPerSecond most bytes per second that pass, each way; 0 for no cap, otherwise {@value #SMALLEST_CAP} or more
 * @param idleTimeout time without key, pointer or clipboard messages after which the viewer is disconnected; zero for the tunnel's own
 *     ({@link TunnelSettings#viewerIdleTimeout()}), which a longer one does not extend
 */
public record ViewerPolicy(
        ViewerMode mode, ClipboardDirection clipboard, long maxBytesPerSecond, Duration idleTimeout) {
    /** Least bytes per second that a desktop can be used with, and that keep pauses shorter than what proxies take for silence. */
    public static final long SMALLEST_CAP = 16 << 10;

    /** Everything is allowed. */
    public static final ViewerPolicy UNRESTRICTED =
            new ViewerPolicy(ViewerMode.CONTROL, ClipboardDirection.BOTH, 0, Duration.ZERO);

    public ViewerPolicy {
        if (maxBytesPerSecond != 0 && maxBytesPerSecond < SMALLEST_CAP) {
            throw new IllegalArgumentException(
                    "maxBytesPerSecond must be 0 for no cap, or at least " + SMALLEST_CAP + " bytes per second");
        }
        if (idleTimeout.isNegative()) {
            throw new IllegalArgumentException("idleTimeout must not be negative; zero leaves it to the tunnel");
        }
    }

    /** Everything is allowed in that mode. */
    public static ViewerPolicy of(ViewerMode mode) {
        return UNRESTRICTED.withMode(mode);
    }

    /** The same in another mode. */
    public ViewerPolicy withMode(ViewerMode next) {
        return new ViewerPolicy(next, clipboard, maxBytesPerSecond, idleTimeout);
    }

    /** The same with another direction of the clipboard. */
    public ViewerPolicy withClipboard(ClipboardDirection next) {
        return new ViewerPolicy(mode, next, maxBytesPerSecond, idleTimeout);
    }

    /** The same with another cap; 0 for none. */
    public ViewerPolicy withMaxBytesPerSecond(long next) {
        return new ViewerPolicy(mode, clipboard, next, idleTimeout);
    }

    /** The same with another idle time-out. */
    public ViewerPolicy withIdleTimeout(Duration next) {
        return new ViewerPolicy(mode, clipboard, maxBytesPerSecond, next);
    }

    /** Only what both allow. */
    public ViewerPolicy strictest(ViewerPolicy other) {
        return new ViewerPolicy(
                mode == ViewerMode.VIEW ? mode : other.mode,
                clipboard.strictest(other.clipboard),
                maxBytesPerSecond == 0 || other.maxBytesPerSecond == 0
                        ? Math.max(maxBytesPerSecond, other.maxBytesPerSecond)
                        : Math.min(maxBytesPerSecond, other.maxBytesPerSecond),
                shorter(idleTimeout, other.idleTimeout));
    }

    /** Whether nothing that this policy allows is more than {@code limits} allow. */
    public boolean isWithin(ViewerPolicy limits) {
        return strictest(limits).equals(this);
    }

    /** The shorter of two time-outs, where zero is none. */
    private static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
