package io.streamspace.protocol;

import java.time.Duration;

/**
 * The agent protocol on one page.
 *
 * <p>An agent dials the hub twice over: one <em>control link</em> ({@link #LINK_PATH}, JSON text messages) and any number of <em>stream
 * connections</em> ({@link #STREAM_PATH}, text messages for control and binary messages for bytes).
 *
 * <pre>
 * agent                                   hub
 *   | -- Hello (who, version, inventory) --> |   within HANDSHAKE_TIMEOUT of the upgrade
 *   | &lt;-- Welcome (epoch, verdicts) -------- |
 *   | -- Heartbeat every interval ---------> |
 *   | &lt;-- Command -------------------------- |   persisted before it is sent, sent again after a reconnect
 *   | -- CommandAck, Progress, Complete ---> |
 *   | -- SessionStatus --------------------> |   whenever the platform changed something by itself
 *
 * agent (stream connection)               hub                                   viewer
 *   | -- Ready (agent, epoch) -------------> |   idle in the warm pool
 *   |                                        | &lt;-- WebSocket with a ticket ---- |
 *   | &lt;-- Open (session, endpoint) --------- |
 *   | -- Opened / Refused -----------------> |
 *   | ========== binary, both ways ========= | ========== binary ============== |
 * </pre>
 *
 * <p>The normative text is {@code PROTOCOL.md} beside this module's sources; its rules are numbered and the tests quote the numbers.
 */
public final class AgentProtocol {
    /** WebSocket path of the control link (rule P-1.1). */
    public static final String LINK_PATH = "/api/v1/agent/connect";

    /** WebSocket path of a stream connection (rule P-1.2). */
    public static final String STREAM_PATH = "/api/v1/agent/stream";

    /** HTTP path where an agent trades an enrolment key for a key of its own (rule P-1.3). */
    public static final String REGISTER_PATH = "/api/v1/agents/register";

    /** WebSocket path of a viewer, followed by the session's id (rule P-1.4). */
    public static final String VIEWER_PATH_PREFIX = "/api/v1/vnc/";

    /** Sub-protocol that the control link asks for and the hub confirms. */
    public static final String LINK_SUBPROTOCOL = "streamspace.agent.v1";

    /** Sub-protocol that a stream connection asks for and the hub confirms. */
    public static final String STREAM_SUBPROTOCOL = "streamspace.stream.v1";

    /** Sub-protocol that a plain viewer may ask for; asking for none is legal too. */
    public static final String VIEWER_SUBPROTOCOL = "binary";

    /** Sub-protocol of a viewer whose stream survives the loss of its WebSocket (rule P-6.6). */
    public static final String RESUMING_VIEWER_SUBPROTOCOL = "streamspace.viewer.v1";

    /** Query parameter of a viewer's path with the id of the stream that is to be continued (rule P-6.7). */
    public static final String VIEWER_RESUME_PARAMETER = "resume";

    /** Largest text message of the control link, in bytes of UTF-8 (rule P-2.2). */
    public static final int MAX_LINK_MESSAGE_BYTES = 1 << 20;

    /** Largest text message of a stream connection, in bytes of UTF-8 (rule P-5.2). */
    public static final int MAX_STREAM_MESSAGE_BYTES = 16 << 10;

    /** Bytes that a side may send on a stream before the first of them is acknowledged, unless {@code open} says otherwise. */
    public static final int DEFAULT_RESUME_WINDOW_BYTES = 1 << 20;

    /** Largest window that {@code open} may name (rule P-5.8). */
    public static final int MAX_RESUME_WINDOW_BYTES = 16 << 20;

    /** Dialling, hello and welcome together may take this long (rule P-2.5). */
    public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /** Longest silence on any of our WebSockets before a ping is sent: proxies cut from 30 s on (rule P-1.6). */
    public static final Duration PING_INTERVAL = Duration.ofSeconds(20);

    private AgentProtocol() {}
}
