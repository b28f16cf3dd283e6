package io.streamspace.hub;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Users' sessions. All calls block on the database for some milliseconds, may come from any thread, and throw {@link HubException}:
 * {@code SESSION_NOT_FOUND} for an unknown id, {@code UNAVAILABLE} while the database cannot be reached. Who may do what to which session is
 * the caller's business.
 *
 * <p>What is asked for is stored before the call returns; it is done later, by the session's agent. Repeating a call changes nothing.
 */
public interface Sessions {
    /**
     * Stores a new session, which then waits for an agent that has room.
     *
     * @throws HubException {@code TEMPLATE_NOT_FOUND}, {@code QUOTA_EXCEEDED}, or {@code INVALID_REQUEST} with a sentence about what is wrong
     */
    Session start(StartRequest request);

    Optional<Session> find(String sessionId);

    /** One page of sessions, newest first. */
    Page<Session> list(SessionQuery query);

    /**
     * Suspends a running session.
     *
     * @throws HubException {@code INVALID_STATE} where it is not running, or its agent cannot hibernate
     */
    Session hibernate(String sessionId);

    /**
     * Wakes a hibernated session.
     *
     * @throws HubException {@code INVALID_STATE} where it is not hibernated, {@code AGENT_BUSY} where its agent has no room,
     *     {@code QUOTA_EXCEEDED}
     */
    Session wake(String sessionId);

    /**
     * Starts a failed session again, on any agent.
     *
     * @throws HubException {@code INVALID_STATE} where it has not failed, {@code QUOTA_EXCEEDED}
     */
    Session restart(String sessionId);

    /** Ends a session, whatever its state. */
    Session terminate(String sessionId);

    /**
     * Replaces the session's tags.
     *
     * @throws HubException {@code INVALID_REQUEST} for more than 32 tags, or one that is empty or longer than 64 characters
     */
    Session tag(String sessionId, List<String> tags);

    /**
     * Tells {@code listener} of every change from now on, one call at a time, on a thread of the hub's executor. A listener that is slow gets
     * the latest state of each session rather than all that lay between, and delays nobody else. To show a list and keep it up to date,
     * subscribe first and read then.
     */
    Subscription subscribe(SessionFilter filter, Consumer<SessionUpdate> listener);
}
