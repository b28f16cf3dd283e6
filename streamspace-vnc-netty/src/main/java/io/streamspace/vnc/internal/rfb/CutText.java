package io.streamspace.vnc.internal.rfb;

/** Which clipboard messages carry what was copied, and which only agree on how to. The same in both directions. */
final class CutText {
    /** Head of a message up to its length. */
    static final int HEAD = 8;
    /** Head of an extended message, up to its flags. */
    static final int EXTENDED_HEAD = 12;

    private static final int FLAGS = 4;
    private static final long CAPS = 1L << 24;
    private static final long REQUEST = 1L << 25;
    private static final long PEEK = 1L << 26;
    private static final long ACTIONS = 0x1FL << 24;
    /** One size for each of the sixteen formats. */
    private static final long LONGEST_CAPS = FLAGS + 16 * 4;

    private CutText() {}

    /** The number of bytes after the head of 8; an extended message announces it as a negative number. */
    static long length(byte[] head) {
        return Math.abs((long) signedLength(head));
    }

    /** How many bytes say what kind of message it is. */
    static int headLength(byte[] head, int have) {
        return have >= HEAD && signedLength(head) <= -FLAGS ? EXTENDED_HEAD : HEAD;
    }

    /** Whether what was copied, or that something was, can be in the message. An agreement that is longer than it can be counts as that. */
    static boolean carriesText(byte[] head) {
        if (signedLength(head) > -FLAGS) {
            return true;
        }
        long flags = ClientMessage.number(head, HEAD, FLAGS);
        if ((flags & CAPS) != 0) {
            return length(head) > LONGEST_CAPS;
        }
        long action = flags & ACTIONS;
        return action != REQUEST && action != PEEK || length(head) != FLAGS;
    }

    private static int signedLength(byte[] head) {
        return (int) ClientMessage.number(head, HEAD - 4, 4);
    }
}
