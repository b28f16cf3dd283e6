package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Follows what a desktop sends, in pieces of any size, from its first byte on, and takes clipboard text out where it must not reach the
 * viewer. Pixels are skipped by their length and never looked at, so a piece without a clipboard message passes as it came.
 */
final class ServerMessageFilter {
    private static final int VERSION_BYTES = 12;
    private static final int MAX_HEAD = 24;
    private static final int NONE = 1;
    private static final int VNC = 2;
    private static final int CHALLENGE = 16;
    private static final int FIRST_WITH_CHOICE = 7;
    private static final int FIRST_WITH_RESULT = 8;
    private static final int UNCOUNTED = 0xFFFF;

    private final Conversation conversation;
    private final DroppedBytes dropped;
    private final Rectangle rectangle = new Rectangle();
    private final byte[] head = new byte[MAX_HEAD];
    private boolean blocked;
    private Step step = Step.VERSION;
    private int need = VERSION_BYTES;
    private int have;
    /** The bytes of {@code head} that are not passed on yet, since their message may be dropped. */
    private int held;

    private long rest;
    private boolean dropping;
    private int rectangles;
    private Conversation.PixelSize pixels = new Conversation.PixelSize(4, 3);
    private boolean lost;
    /** Up to where the present piece was looked at. */
    private int at;

    private enum Step {
        VERSION,
        OLD_SECURITY,
        SECURITY_TYPES,
        AFTER_CHOICE,
        SECURITY_RESULT,
        /** A refusal with its reason, after which nothing comes. */
        REFUSAL,
        INIT,
        MESSAGE,
        UPDATE,
        RECTANGLE,
        BODY,
        COLOURS,
        CUT_TEXT,
        FENCE,
        GII,
        QEMU,
        QEMU_AUDIO
    }

    ServerMessageFilter(Conversation conversation, boolean blocked, DroppedBytes dropped) {
        this.conversation = conversation;
        this.blocked = blocked;
        this.dropped = dropped;
    }

    /**
     * Whether clipboard text is held back, from the next message on.
     *
     * @return false where the conversation was lost sight of before, so that it cannot be
     */
    boolean blocked(boolean next) {
        blocked = next;
        return !next || !lost;
    }

    /** Reads a piece, which then belongs to the filter; what may pass goes to {@code out}. */
    void accept(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        if (lost) {
            out.accept(in);
            return;
        }
        at = in.readerIndex();
        try {
            follow(in, out);
            pass(in, in.readableBytes(), out);
        } catch (RfbViolation violation) {
            lost = true;
            // Up to the byte that showed it, as if it had come alone; where nothing has to be held back, everything.
            pass(in, blocked ? at - 1 - in.readerIndex() : in.readableBytes(), out);
            if (blocked) {
                throw violation;
            }
        } finally {
            in.release();
        }
    }

    /** What is not to pass, or not yet, is before the reader index in the end, and what passes after it. */
    private void follow(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        int end = in.writerIndex();
        while (at < end) {
            if (rest > 0) {
                skip(in, (int) Math.min(rest, end - at));
            } else if (step == Step.AFTER_CHOICE) {
                afterChoice();
            } else {
                see(in, out);
            }
        }
    }

    private void skip(ByteBuf in, int count) {
        if (dropping) {
            in.skipBytes(count);
            dropped.fromDesktop(count);
        }
        rest -= count;
        at += count;
        dropping &= rest > 0;
    }

    private void see(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        boolean first = step == Step.MESSAGE && have == 0;
        head[have++] = in.getByte(at++);
        if (held > 0) {
            in.skipBytes(1);
            held++;
        } else if (first && blocked && head[0] == ServerMessage.CUT_TEXT) {
            pass(in, at - 1 - in.readerIndex(), out);
            in.skipBytes(1);
            held = 1;
        }
        if (have == need) {
            take(out);
        }
    }

    private static void pass(ByteBuf in, int count, Consumer<ByteBuf> out) {
        if (count > 0) {
            out.accept(in.readRetainedSlice(count));
        }
    }

    /** The head is complete: how much follows, and what comes then. */
    private void take(Consumer<ByteBuf> out) throws RfbViolation {
        switch (step) {
            case VERSION -> version();
            case OLD_SECURITY -> oldSecurity();
            case SECURITY_TYPES -> securityTypes();
            case AFTER_CHOICE -> throw new IllegalStateException("the choice is looked at before a byte is read");
            case SECURITY_RESULT -> securityResult();
            case REFUSAL -> body(ClientMessage.number(head, 0, 4), Step.REFUSAL, 4);
            case INIT -> init();
            case MESSAGE -> message();
            case UPDATE -> update();
            case RECTANGLE -> beginRectangle();
            case BODY -> afterPart(rectangle.see(head));
            case COLOURS -> nextMessage(6 * ClientMessage.number(head, 3, 2));
            case CUT_TEXT -> cutText(out);
            case FENCE -> nextMessage(head[7] & 0xFF);
            case GII -> nextMessage(gii());
            case QEMU -> qemu();
            case QEMU_AUDIO -> nextMessage(ClientMessage.number(head, 0, 4));
        }
    }

    private void version() throws RfbViolation {
        String text = new String(head, 0, VERSION_BYTES, StandardCharsets.US_ASCII);
        if (!text.startsWith("RFB 00")) {
            throw RfbViolation.ofDesktop("the desktop does not speak RFB");
        }
        body(0, Step.SECURITY_TYPES, 1);
    }

    private void securityTypes() throws RfbViolation {
        int version = conversation.viewerVersion;
        if (version == 0) {
            throw RfbViolation.ofDesktop("the desktop did not wait for the viewer's version");
        }
        if (version < FIRST_WITH_CHOICE) {
            // The byte is the first of four.
            step = Step.OLD_SECURITY;
            need = 4;
            return;
        }
        int count = head[0] & 0xFF;
        if (count == 0) {
            body(0, Step.REFUSAL, 4);
        } else {
            body(count, Step.AFTER_CHOICE, 1);
        }
    }

    private void oldSecurity() throws RfbViolation {
        conversation.securityType = (int) ClientMessage.number(head, 0, 4);
        if (conversation.securityType == 0) {
            body(0, Step.REFUSAL, 4);
        } else {
            afterChoice();
        }
    }

    private void afterChoice() throws RfbViolation {
        switch (conversation.securityType) {
            case NONE ->
                body(
                        0,
                        conversation.viewerVersion >= FIRST_WITH_RESULT ? Step.SECURITY_RESULT : Step.INIT,
                        conversation.viewerVersion >= FIRST_WITH_RESULT ? 4 : MAX_HEAD);
            case VNC -> body(CHALLENGE, Step.SECURITY_RESULT, 4);
            default ->
                throw RfbViolation.ofDesktop(
                        "the security type is not one that can be followed: " + conversation.securityType);
        }
    }

    private void securityResult() {
        boolean failed = ClientMessage.number(head, 0, 4) != 0;
        body(0, failed ? Step.REFUSAL : Step.INIT, failed ? 4 : MAX_HEAD);
    }

    private void init() throws RfbViolation {
        conversation.initial(Conversation.PixelSize.of(head, 4));
        nextMessage(ClientMessage.number(head, 20, 4));
    }

    private void message() throws RfbViolation {
        switch (head[0] & 0xFF) {
            case ServerMessage.UPDATE -> more(Step.UPDATE, 3);
            case ServerMessage.COLOURS -> more(Step.COLOURS, 5);
            case ServerMessage.BELL, ServerMessage.END_OF_CONTINUOUS_UPDATES -> nextMessage(0);
            case ServerMessage.CUT_TEXT -> {
                step = Step.CUT_TEXT;
                need = CutText.HEAD;
            }
            case ServerMessage.FENCE -> more(Step.FENCE, 8);
            case ServerMessage.XVP -> nextMessage(3);
            case ServerMessage.GII -> more(Step.GII, 3);
            case ServerMessage.QEMU -> more(Step.QEMU, 3);
            default -> throw RfbViolation.ofDesktop("a message is of a type that is not known: " + (head[0] & 0xFF));
        }
    }

    private void update() throws RfbViolation {
        if (conversation.viewerLost) {
            throw RfbViolation.ofDesktop("the viewer sent what may have changed how pixels come");
        }
        pixels = conversation.atUpdate();
        rectangles = (int) ClientMessage.number(head, 1, 2);
        nextRectangle(0);
    }

    private void beginRectangle() throws RfbViolation {
        if (rectangles != UNCOUNTED) {
            rectangles--;
        }
        afterPart(rectangle.begin(head, pixels));
    }

    private void afterPart(long skipped) {
        if (rectangle.needs() > 0) {
            body(skipped, Step.BODY, rectangle.needs());
        } else if (rectangle.isLastOfUpdate()) {
            nextMessage(skipped);
        } else {
            nextRectangle(skipped);
        }
    }

    private void nextRectangle(long skipped) {
        if (rectangles == 0) {
            nextMessage(skipped);
        } else {
            body(skipped, Step.RECTANGLE, 12);
        }
    }

    private void cutText(Consumer<ByteBuf> out) {
        need = CutText.headLength(head, have);
        if (have < need) {
            return;
        }
        int seen = have - CutText.HEAD;
        if (held > 0) {
            dropping = CutText.carriesText(head);
            if (dropping) {
                dropped.fromDesktop(held);
            } else {
                out.accept(Unpooled.copiedBuffer(head, 0, held));
            }
            held = 0;
        }
        boolean drops = dropping;
        nextMessage(CutText.length(head) - seen);
        dropping = drops && rest > 0;
    }

    private long gii() {
        boolean bigEndian = (head[0] & 0x80) != 0;
        int first = head[1] & 0xFF;
        int second = head[2] & 0xFF;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    private void qemu() throws RfbViolation {
        if (head[0] != ServerMessage.QEMU_AUDIO) {
            throw RfbViolation.ofDesktop("a QEMU message is of a type that is not known");
        }
        if (ClientMessage.number(head, 1, 2) == ServerMessage.QEMU_AUDIO_DATA) {
            body(0, Step.QEMU_AUDIO, 4);
        } else {
            nextMessage(0);
        }
    }

    private void more(Step next, int count) {
        body(0, next, count);
    }

    private void nextMessage(long skipped) {
        body(skipped, Step.MESSAGE, 1);
    }

    /** Bytes that do not matter, then the head of the next part. */
    private void body(long skipped, Step next, int nextNeed) {
        rest = skipped;
        need = nextNeed;
        have = 0;
        step = next;
    }
}
