package io.streamspace.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a WebSocket of ours is closed, with the number in the close frame and a sentence for whoever was on the other side. For viewers the
 * sentence is what the page shows (rule P-6.4).
 */
public enum CloseCode {
    /** The session ended. */
    SESSION_ENDED(4000, Audience.VIEWER, Retry.NEVER, "The session has ended."),
    /** The session is hibernated, starting or failed. */
    SESSION_NOT_RUNNING(4001, Audience.VIEWER, Retry.WHEN_RUNNING, "The session is not running at the moment."),
    /** The agent's link is down. */
    AGENT_UNAVAILABLE(
            4002, Audience.VIEWER, Retry.SOON, "The machine that runs this desktop cannot be reached at the moment."),
    /** The agent could not connect to the desktop. */
    DESKTOP_UNREACHABLE(4003, Audience.VIEWER, Retry.SOON, "The desktop does not answer."),
    /** The desktop or the agent's stream connection went away and could not be resumed. */
    STREAM_LOST(4004, Audience.VIEWER, Retry.SOON, "The connection to the desktop was lost."),
    /** No key, pointer or clipboard activity for as long as the operator allows. */
    IDLE(4005, Audience.VIEWER, Retry.BY_USER, "Disconnected because nobody used the desktop for a while."),
    /** The owner or an administrator ended this viewer. */
    KICKED(4006, Audience.VIEWER, Retry.NEVER, "You were disconnected by the owner or an administrator."),
    /** The viewer did not read for too long. */
    TOO_SLOW(4007, Audience.VIEWER, Retry.SOON, "The browser did not keep up with the picture."),
    /** The viewer sent what no viewer may send. */
    VIEWER_PROTOCOL_ERROR(4008, Audience.VIEWER, Retry.NEVER, "The viewer sent something that is not allowed."),
    /** The replica goes away. */
    SERVER_RESTARTING(4009, Audience.VIEWER, Retry.SOON, "The server restarts."),
    /** The viewer's policy became one that its running stream cannot be held to. */
    POLICY_CHANGED(4010, Audience.VIEWER, Retry.SOON, "What this viewer may do has changed."),
    /** The clipboard is to be held back, and the desktop's messages cannot be followed. */
    CLIPBOARD_UNCONTROLLED(
            4011,
            Audience.VIEWER,
            Retry.NEVER,
            "This desktop's clipboard has to be held back, and its messages cannot be told apart for that."),
    /** The ticket is unknown, used or too old. */
    TICKET_INVALID(4401, Audience.VIEWER, Retry.SOON, "The permission to connect has expired."),
    /** The user may not see this session. */
    FORBIDDEN(4403, Audience.VIEWER, Retry.NEVER, "You may not open this session."),
    /** There is no such session. */
    SESSION_NOT_FOUND(4404, Audience.VIEWER, Retry.NEVER, "There is no such session."),

    /** No hello in time. */
    HELLO_TIMEOUT(4100, Audience.AGENT, Retry.SOON, "No hello arrived in time."),
    /** The versions have nothing in common. */
    VERSION_UNSUPPORTED(4101, Audience.AGENT, Retry.LATE, "Hub and agent speak no common protocol version."),
    /** A newer link of the same agent took over. */
    SUPERSEDED(4102, Audience.AGENT, Retry.LATE, "A newer connection of this agent took over."),
    /** A leader with a higher term has been seen. */
    TERM_STALE(4103, Audience.AGENT, Retry.LATE, "A newer leader of this agent is connected."),
    /** The agent broke the rules. */
    AGENT_PROTOCOL_ERROR(4104, Audience.AGENT, Retry.LATE, "The agent sent something that is not allowed."),
    /** The link was silent for too long. */
    HEARTBEAT_TIMEOUT(4105, Audience.AGENT, Retry.SOON, "Nothing was heard from the agent for too long."),
    /** The replica goes away. */
    HUB_SHUTDOWN(4106, Audience.AGENT, Retry.SOON, "The hub restarts."),
    /** The agent was deleted. */
    AGENT_REMOVED(4107, Audience.AGENT, Retry.NEVER, "The agent was removed by an administrator."),
    /** The stream connection belongs to an epoch that is over. */
    EPOCH_STALE(4108, Audience.AGENT, Retry.SOON, "The connection belongs to an earlier link of this agent."),
    /** The stream is over; a normal end. */
    STREAM_CLOSED(4109, Audience.AGENT, Retry.SOON, "The stream has ended.");

    /** Lowest number of a close code of ours: WebSocket leaves 4000 to 4999 to applications. */
    public static final int MIN_NUMBER = 4000;

    /** Highest number of a close code of ours. */
    public static final int MAX_NUMBER = 4999;

    private final int number;
    private final Audience audience;
    private final Retry retry;
    private final String sentence;

    /** Who reads the code. */
    public enum Audience {
        VIEWER,
        AGENT
    }

    /** What the other side does next. */
    public enum Retry {
        /** Connects again by itself, with back-off. */
        SOON,
        /** Connects again by itself, at the longest back-off. */
        LATE,
        /** Connects again by itself once the session runs. */
        WHEN_RUNNING,
        /** Waits until a person asks for it. */
        BY_USER,
        /** Does not connect again. */
        NEVER
    }

    CloseCode(int number, Audience audience, Retry retry, String sentence) {
        this.number = number;
        this.audience = audience;
        this.retry = retry;
        this.sentence = sentence;
    }

    /** The number in the close frame. */
    public int number() {
        return number;
    }

    /** Who reads it. */
    public Audience audience() {
        return audience;
    }

    /** What the other side does next. */
    public Retry retry() {
        return retry;
    }

    /** What a person is told. */
    public String sentence() {
        return sentence;
    }

    /** The constant with that number. */
    public static Optional<CloseCode> of(int number) {
        return Arrays.stream(values()).filter(c -> c.number == number).findFirst();
    }
}
