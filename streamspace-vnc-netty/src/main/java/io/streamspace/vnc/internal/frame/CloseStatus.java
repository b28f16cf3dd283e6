package io.streamspace.vnc.internal.frame;

/** The close codes of RFC 6455, section 7.4.1, that this codec uses by itself. */
public final class CloseStatus {
    public static final int NORMAL = 1000;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNSUPPORTED_DATA = 1003;
    public static final int NO_STATUS = 1005;
    public static final int ABNORMAL = 1006;
    public static final int INVALID_PAYLOAD = 1007;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;

    private static final int FIRST_PRIVATE = 3000;
    private static final int LAST_PRIVATE = 4999;
    private static final int LAST_ASSIGNED = 1014;

    private CloseStatus() {}

    /** Whether the code may stand in a close frame. */
    static boolean mayBeSent(int code) {
        if (code >= FIRST_PRIVATE) {
            return code <= LAST_PRIVATE;
        }
        return code >= NORMAL && code <= LAST_ASSIGNED && code != 1004 && code != NO_STATUS && code != ABNORMAL;
    }
}
