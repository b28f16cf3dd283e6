package io.streamspace.hub.internal.store;

import static io.streamspace.hub.internal.db.Tables.SESSIONS;

import io.streamspace.hub.DesiredState;
import io.streamspace.hub.Session;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What is to change of a session beside its state. Used once, by one thread. */
public final class SessionPatch {
    private final Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    private boolean nextGeneration;

    public SessionPatch desired(DesiredState desired) {
        values.put(SESSIONS.DESIRED_STATE, desired.wireName());
        return this;
    }

    /** Nobody needs its secret values any more. */
    public SessionPatch forgetSecrets() {
        values.put(SESSIONS.SEALED, null);
        return this;
    }

    /** Everything that was said to the agent so far is void. */
    public SessionPatch nextGeneration() {
        nextGeneration = true;
        return this;
    }

    public SessionPatch placedOn(String agentId, String platform, @Nullable String region) {
        values.put(SESSIONS.AGENT_ID, agentId);
        values.put(SESSIONS.PLATFORM, platform);
        values.put(SESSIONS.REGION, region);
        return this;
    }

    /** Back to waiting for any agent. */
    public SessionPatch unplaced(@Nullable String requestedPlatform, @Nullable String requestedRegion) {
        values.put(SESSIONS.AGENT_ID, null);
        values.put(SESSIONS.PLATFORM, requestedPlatform);
        values.put(SESSIONS.REGION, requestedRegion);
        values.put(SESSIONS.HANDLE, null);
        return this;
    }

    /** Its agent is about to be forgotten. */
    public SessionPatch agentGone() {
        values.put(SESSIONS.AGENT_ID, null);
        return this;
    }

    public SessionPatch handle(@Nullable String handle) {
        if (handle != null) {
            values.put(SESSIONS.HANDLE, handle);
        }
        return this;
    }

    public SessionPatch platformMetadata(Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            values.put(SESSIONS.PLATFORM_METADATA, StoredJson.write(metadata));
        }
        return this;
    }

    public SessionPatch error(Session.@Nullable Failure error) {
        values.put(SESSIONS.ERROR_CODE, error == null ? null : error.code());
        values.put(SESSIONS.ERROR_MESSAGE, error == null ? null : error.message());
        return this;
    }

    public SessionPatch reason(@Nullable String reason) {
        values.put(SESSIONS.REASON, reason);
        return this;
    }

    /** Without a reason, unless one was given. */
    public SessionPatch noOtherReason() {
        values.putIfAbsent(SESSIONS.REASON, null);
        return this;
    }

    /** The reason stays what it was. */
    public SessionPatch sameReason() {
        values.remove(SESSIONS.REASON);
        return this;
    }

    /** When it ends by itself; null for not yet known, or never. */
    public SessionPatch endsAt(@Nullable Instant at) {
        values.put(SESSIONS.ENDS_AT, at == null ? null : at.atOffset(ZoneOffset.UTC));
        return this;
    }

    public SessionPatch tags(List<String> tags) {
        values.put(SESSIONS.TAGS, tags.toArray(String[]::new));
        return this;
    }

    public SessionPatch startedAt(Instant at) {
        values.put(SESSIONS.STARTED_AT, at.atOffset(ZoneOffset.UTC));
        return this;
    }

    Map<Field<?>, @Nullable Object> values() {
        return values;
    }

    boolean isNextGeneration() {
        return nextGeneration;
    }
}
