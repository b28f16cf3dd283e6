package io.streamspace.vnc.internal.rfb;

/** What the client's next bytes are in the RFB conversation. */
enum ClientPhase {
    VERSION,
    SECURITY_CHOICE,
    SECURITY_BY_SERVER,
    CLIENT_INIT,
    ENCODINGS,
    MESSAGES,
    /** The conversation is not known (any more). */
    OPAQUE
}
