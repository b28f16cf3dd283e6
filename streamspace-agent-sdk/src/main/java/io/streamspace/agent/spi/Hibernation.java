package io.streamspace.agent.spi;

import io.streamspace.protocol.message.SessionSpec;

/**
 * A driver that can suspend sessions implements this beside {@link SessionDriver}.
 *
 * <ul>
 *   <li>D-601 After {@code hibernate} the session takes no processor time, and {@code inspect} says {@code HIBERNATED}.
 *   <li>D-602 After {@code wake} the same desktop answers, with what its user left in the home directory.
 *   <li>D-603 Both may be repeated; hibernating a hibernated and waking a running session succeed.
 * </ul>
 */
public interface Hibernation {
    /** Suspends the session (D-601). */
    SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException;

    /** Wakes the session and returns its facts once the desktop answers (D-602). */
    SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException;
}
