package io.streamspace.hub;

import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What to change on a viewer; what is null stays as it is.
 *
 * @param maxBytesPerSecond each way; 0 for as much as the session's template allows
 */
public record ViewerChange(
        @Nullable ViewerMode mode,
        @Nullable ClipboardDirection clipboard,
        @Nullable Long maxBytesPerSecond) {
    /** Nothing is changed. */
    public static final ViewerChange NONE = new ViewerChange(null, null, null);

    /** Checks it. @throws HubException {@code INVALID_REQUEST} for a cap that is too small */
    public ViewerChange {
        if (maxBytesPerSecond != null && maxBytesPerSecond != 0 && maxBytesPerSecond < ViewerPolicy.SMALLEST_CAP) {
            throw new HubException(
                    HubException.Code.INVALID_REQUEST,
                    "max_bytes_per_second must be 0 for no cap, or at least " + ViewerPolicy.SMALLEST_CAP + ".");
        }
    }

    /** The policy with this change. */
    public ViewerPolicy applyTo(ViewerPolicy policy) {
        var changed = mode == null ? policy : policy.withMode(mode);
        changed = clipboard == null ? changed : changed.withClipboard(clipboard);
        return maxBytesPerSecond == null ? changed : changed.withMaxBytesPerSecond(maxBytesPerSecond);
    }
}
