package io.streamspace.server.rest;

import io.streamspace.hub.Session;
import org.jspecify.annotations.Nullable;

/**
 * How far a start or a wake is.
 *
 * @param fraction from 0 to 1; absent where nobody can tell
 */
record ProgressJson(String stage, String message, @Nullable Double fraction) {
    static ProgressJson of(Session.Progress progress) {
        return new ProgressJson(
                progress.stage(), progress.message(), progress.fraction() < 0 ? null : progress.fraction());
    }
}
