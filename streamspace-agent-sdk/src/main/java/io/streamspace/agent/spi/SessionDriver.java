package io.streamspace.agent.spi;

import io.streamspace.protocol.message.SessionSpec;
import java.util.List;

/**
 * Runs sessions on one platform. The agent calls the verbs; deadlines, retries, de-duplication and the order of generations are the agent's.
 *
 * <p>What a driver may rely on: the agent does one thing at a time with a session, in the order of its generations; before it starts a
 * generation it destroys what an older one left; it interrupts what is no longer wanted, and after a start that failed or was given up it
 * calls {@code destroy}. Only where a verb has not ended ten seconds after its interrupt may a {@code destroy} of the same session run beside
 * it. After the agent was killed none of this holds for the call that was under way; nor in a process that was suspended within a verb and does
 * not lead any more when it wakes (D-203, D-204): docs/decisions/0025-a-verb-that-wakes-late.md.
 *
 * <p>Guarantees that every driver gives, by number; the tests of the TCK carry these numbers.
 *
 * <p><b>Lifecycle</b>
 * <ul>
 *   <li>D-101 {@code start} returns once the session's desktop answers: its VNC server has sent its RFB banner.
 *   <li>D-102 A start that fails or is interrupted leaves nothing behind that {@code destroy} would not remove.
 *   <li>D-103 {@code destroy} is legal in every state; after it {@code list} no longer shows the session, and an unknown session succeeds.
 *   <li>D-104 {@code stop} ends what runs, asking its programs first, within half a minute, and keeps what {@code destroy} would remove;
 *       stopping a stopped or unknown session succeeds.
 *   <li>D-105 A persistent home outlives {@code destroy}.
 * </ul>
 *
 * <p><b>Idempotence</b>
 * <ul>
 *   <li>D-201 {@code start} repeated with the same session and generation starts nothing new and returns an equal handle.
 *   <li>D-202 Two starts of one session at the same moment leave one session.
 *   <li>D-203 A start that is overtaken by another start of the same session and generation, as where its agent's process was suspended or cut
 *       off and another process leads by now, may fail or succeed, now or late, interrupted or not: what the other one started goes on, and
 *       nothing remains beside it. So a start that fails tidies up only what it made itself.
 *   <li>D-204 {@code stop} and {@code destroy} for an earlier generation leave alone what a later one started.
 * </ul>
 *
 * <p><b>Recovery</b>
 * <ul>
 *   <li>D-301 No truth is kept in memory: a new driver on the same platform lists what an earlier one started.
 *   <li>D-302 {@code recover} finds a running session by its handle and returns facts with which {@code dial} works.
 *   <li>D-303 A session that is half made when the agent is killed can be destroyed by its id alone.
 *   <li>D-304 A verb that a kill cut short at any moment can be repeated by another driver, and ends as if it had run once; after
 *       {@code destroy} the platform holds nothing of the session but a persistent home.
 * </ul>
 *
 * <p><b>Threads and time</b>
 * <ul>
 *   <li>D-401 All verbs may be called from several threads at a time; a slow verb on one session does not hold up another session.
 *   <li>D-402 Verbs block and can be interrupted: they then throw {@link InterruptedException} or a {@link DriverException} of kind
 *       {@code INTERRUPTED} within a few seconds.
 * </ul>
 *
 * <p><b>Truth and errors</b>
 * <ul>
 *   <li>D-501 {@code inspect} and {@code list} tell facts; an unknown session is {@code STOPPED}, not an error.
 *   <li>D-502 {@code watch} tells a session's end that the driver did not cause, within seconds.
 *   <li>D-503 Every failure is a {@link DriverException} whose message a user understands.
 * </ul>
 *
 * <p><b>Streams</b>
 * <ul>
 *   <li>D-701 Each {@code dial} leads to a connection of its own; several may be open to one session at a time.
 *   <li>D-702 What either side sends arrives at the other: every byte, once, in order.
 *   <li>D-703 A session that does not run cannot be dialled: {@code NOT_FOUND}, whether it is unknown, ended or hibernated.
 *   <li>D-704 The endpoint is looked up at each {@code dial}: a woken or recovered desktop is reached where it is now.
 *   <li>D-705 A connection that nobody reads from holds up neither a verb nor another connection.
 * </ul>
 */
public interface SessionDriver extends AutoCloseable {
    /** Starts the session, or finds that it was started, and returns its facts once the desktop answers (D-101, D-201). */
    SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException;

    /**
     * Ends what runs of the session and keeps the rest (D-104). The agent calls it for a running session that is to be ended, before
     * {@code destroy}, which it calls also where this fails.
     */
    void stop(SessionRef session) throws DriverException, InterruptedException;

    /** Removes everything of the session but a persistent home (D-103, D-105). */
    void destroy(SessionRef session) throws DriverException, InterruptedException;

    /** Looks at one session (D-501). */
    SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException;

    /** Every session of this agent that the platform holds in whatever state (D-301, D-501). */
    List<SessionFacts> list() throws DriverException, InterruptedException;

    /** Takes over a session that an earlier process started (D-302); returns what {@code inspect} would. */
    SessionFacts recover(SessionRef session) throws DriverException, InterruptedException;

    /**
     * How to reach an endpoint of a running session. Looked up anew at each call, since a woken session may have moved.
     *
     * @throws DriverException of kind {@code NOT_FOUND} for an unknown session or endpoint
     */
    EndpointConnection dial(SessionRef session, String endpoint) throws DriverException, InterruptedException;

    /** Tells {@code listener} what the platform does by itself until the result is closed (D-502). */
    AutoCloseable watch(SessionListener listener) throws DriverException;

    /** Frees what the driver holds in this process. Sessions go on. */
    @Override
    void close();
}
