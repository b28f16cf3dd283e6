package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.store.Columns.constant;
import static io.streamspace.hub.internal.store.Columns.instant;

import io.streamspace.hub.DesiredState;
import io.streamspace.hub.Session;
import io.streamspace.hub.SessionLimits;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.hub.internal.db.tables.records.SessionsRecord;
import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.state.SessionState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a row of the sessions' table to a session. */
final class SessionRows {
    private SessionRows() {}

    static StoredSession read(SessionsRecord row) {
        var plan = new Plan(
                StoredJson.read(row.getSpec(), SessionSpec.class),
                StoredJson.readTexts(row.getImages()),
                limits(row),
                StoredJson.read(row.getViewerLimits(), ViewerLimits.class),
                row.getSealed() == null ? null : StoredJson.read(row.getSealed(), Sealed.class));
        return new StoredSession(
                session(row),
                plan,
                row.getRequestedPlatform(),
                row.getRequestedRegion(),
                row.getStateSince().toInstant(),
                row.getWaitingSince().toInstant());
    }

    private static Session session(SessionsRecord row) {
        return new Session(
                row.getId(),
                row.getUserId(),
                row.getTemplate(),
                row.getDisplayName(),
                constant(SessionState.class, row.getState()),
                constant(DesiredState.class, row.getDesiredState()),
                row.getGeneration(),
                row.getVersion(),
                row.getAgentId(),
                row.getPlatform(),
                row.getRegion(),
                row.getHandle(),
                new Resources(row.getCpu(), row.getMemoryBytes()),
                limits(row),
                failure(row),
                row.getReason(),
                List.of(row.getTags()),
                progress(row),
                row.getCreatedAt().toInstant(),
                instant(row.getStartedAt()),
                instant(row.getEndsAt()),
                instant(row.getLastActivityAt()),
                row.getUpdatedAt().toInstant());
    }

    private static SessionLimits limits(SessionsRecord row) {
        return new SessionLimits(seconds(row.getIdleTimeoutS()), seconds(row.getMaxDurationS()));
    }

    private static @Nullable Duration seconds(@Nullable Long value) {
        return value == null ? null : Duration.ofSeconds(value);
    }

    private static Session.@Nullable Failure failure(SessionsRecord row) {
        return row.getErrorCode() == null ? null : new Session.Failure(row.getErrorCode(), row.getErrorMessage());
    }

    private static Session.@Nullable Progress progress(SessionsRecord row) {
        return row.getProgressStage() == null
                ? null
                : new Session.Progress(row.getProgressStage(), row.getProgressMessage(), row.getProgressFraction());
    }
}
