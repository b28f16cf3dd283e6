package io.streamspace.hub;

import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.state.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stood at one moment.
 *
 * @param id starts with {@code sess-}
 * @param user the owner
 * @param displayName what people call it, and the desktop's title
 * @param state what is seen of it
 * @param desired what is wanted of it
 * @param generation grows with each new instruction to the session's agent; fences what was said before
 * @param version grows with each change of anything here; of two values of one session the higher is the newer
 * @param agentId the agent that runs it or ran it last; null while it waits for one
 * @param platform the agent's platform, or the one asked for
 * @param region the agent's region, or the one asked for
 * @param handle the driver's own name for it
 * @param resources what it asks for
 * @param limits when it ends by itself
 * @param error why it failed
 * @param reason what it waits for or why it is as it is, for people
 * @param progress how far a start or a wake is
 * @param startedAt when its desktop first answered
 * @param endsAt when its longest duration is over; null without one, and before its desktop first answered
 * @param lastActivityAt when somebody last used its desktop; written with a delay of some seconds
 */
public record Session(
        String id,
        String user,
        String template,
        String displayName,
        SessionState state,
        DesiredState desired,
        long generation,
        long version,
        @Nullable String agentId,
        @Nullable String platform,
        @Nullable String region,
        @Nullable String handle,
        Resources resources,
        SessionLimits limits,
        @Nullable Failure error,
        @Nullable String reason,
        List<String> tags,
        @Nullable Progress progress,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        @Nullable Instant lastActivityAt,
        Instant updatedAt) {
    /**
     * Why a session failed.
     *
     * @param code a short stable name
     * @param message a sentence for the user
     */
    public record Failure(String code, String message) {}

    /**
     * How far something is.
     *
     * @param stage a short stable name
     * @param message a sentence for the user
     * @param fraction from 0 to 1, negative where nobody can tell
     */
    public record Progress(String stage, String message, double fraction) {}

    public Session {
        tags = List.copyOf(tags);
    }

    /** What can be done with it now. */
    public Set<SessionAction> actions() {
        return SessionAction.in(state);
    }
}
