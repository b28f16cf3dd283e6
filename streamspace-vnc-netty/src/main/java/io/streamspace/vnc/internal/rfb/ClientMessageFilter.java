package io.streamspace.vnc.internal.rfb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Follows what a viewer sends, message by message, in pieces of any size. Passes whole messages on (as slices of what came, except for the
 * few bytes that were held back at a border), drops those that a watcher may not send, and tells of a person's input. Where the
 * conversation is not known, everything passes from there on for a viewer in control; for a watcher that is a violation.
 */
final class ClientMessageFilter {
    private static final byte[] MAGIC = "RFB 00".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_BYTES = 12;
    private static final int FIRST_WITH_CHOICE = 7;
    private static final int SECURITY_NONE = 1;
    private static final int SECURITY_VNC = 2;
    private static final long VNC_RESPONSE_BYTES = 16;
    private static final int EXTENDED_MOUSE_BUTTONS = -316;

    private final ServerGreeting greeting;
    private final Conversation conversation;
    private final InputListener input;
    private final DroppedBytes dropped;
    private ViewerPolicy policy;
    private ClientPhase phase = ClientPhase.VERSION;
    /** The beginning of the unit that is being read, as far as its length is not known. */
    private final byte[] head = new byte[ClientMessage.MAX_HEAD];

    private int have;
    /** How many of {@code head} came with earlier pieces and are not passed on yet. */
    private int held;
    /** How many of {@code head} were passed on by another filter, from whose position this one goes on. */
    private int begun;

    private long rest;
    private boolean dropping;
    private long encodingsLeft;
    private boolean extendedButtons;

    /** @param dropped hears how many bytes were left out, in order with those that pass */
    ClientMessageFilter(
            ViewerPolicy policy,
            ServerGreeting greeting,
            Conversation conversation,
            InputListener input,
            DroppedBytes dropped) {
        this.policy = policy;
        this.greeting = greeting;
        this.conversation = conversation;
        this.input = input;
        this.dropped = dropped;
    }

    /** From the next message on. */
    void policy(ViewerPolicy next) {
        policy = next;
    }

    boolean isOpaque() {
        return phase == ClientPhase.OPAQUE;
    }

    /** Where this filter stands; what it holds back counts as passed on. */
    ClientPosition position() {
        boolean early = phase == ClientPhase.VERSION || phase == ClientPhase.SECURITY_BY_SERVER;
        return new ClientPosition(
                phase,
                Arrays.copyOf(head, have),
                rest,
                dropping,
                encodingsLeft,
                extendedButtons,
                early ? greeting.known() : new byte[0]);
    }

    /** Goes on where another filter stood; what this one holds back is forgotten. */
    void restore(ClientPosition position) {
        phase = position.phase();
        System.arraycopy(position.head(), 0, head, 0, position.head().length);
        have = position.head().length;
        held = 0;
        begun = have;
        rest = position.rest();
        dropping = position.dropping();
        encodingsLeft = position.encodingsLeft();
        extendedButtons = position.extendedButtons();
    }

    /** Reads a piece, which then belongs to the filter; what may pass goes to {@code out}. */
    void accept(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        try {
            while (in.isReadable() && phase != ClientPhase.OPAQUE) {
                if (rest > 0) {
                    takeRest(in, out);
                } else {
                    takeUnits(in, out);
                }
            }
            if (phase == ClientPhase.OPAQUE) {
                opaque(in, out);
            }
        } finally {
            in.release();
        }
    }

    private void opaque(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        conversation.viewerLost = true;
        if (watches() || !policy.clipboard().toDesktop()) {
            throw RfbViolation.ofViewer("This viewer may not send everything, and it sent what cannot be checked.");
        }
        passHeld(out);
        pass(in, in.readableBytes(), out);
    }

    private void takeRest(ByteBuf in, Consumer<ByteBuf> out) {
        int count = (int) Math.min(rest, in.readableBytes());
        rest -= count;
        if (dropping) {
            in.skipBytes(count);
            dropped.fromViewer(count);
        } else {
            pass(in, count, out);
        }
    }

    /** Reads units for as long as they pass whole; {@code in} is then read up to there. */
    private void takeUnits(ByteBuf in, Consumer<ByteBuf> out) throws RfbViolation {
        int begin = in.readerIndex();
        int end = in.writerIndex();
        int unit = begin;
        int at = begin;
        while (at < end && phase != ClientPhase.OPAQUE) {
            head[have++] = in.getByte(at++);
            if (!headComplete()) {
                continue;
            }
            decide(in, at - 1);
            if (phase == ClientPhase.OPAQUE) {
                break;
            }
            if (dropping) {
                pass(in, unit - begin, out);
                int left = held + at - unit;
                in.readerIndex(at);
                forgetHead();
                dropped.fromViewer(left);
                return;
            }
            passHeld(out);
            forgetHead();
            at += skip(end - at);
            unit = at;
            if (rest > 0) {
                break;
            }
        }
        pass(in, unit - begin, out);
        if (phase == ClientPhase.OPAQUE) {
            have = held;
        } else {
            in.readerIndex(Math.max(unit, at));
            held = have;
        }
    }

    private int skip(int available) {
        int count = (int) Math.min(rest, available);
        rest -= count;
        return count;
    }

    private boolean headComplete() {
        return switch (phase) {
            case VERSION -> have == VERSION_BYTES || !startsAsVersion();
            case SECURITY_CHOICE, SECURITY_BY_SERVER, CLIENT_INIT, OPAQUE -> true;
            case ENCODINGS -> have == 4;
            case MESSAGES -> have >= ClientMessage.headLength(head, have, extendedButtons);
        };
    }

    private boolean startsAsVersion() {
        return have > MAGIC.length || head[have - 1] == MAGIC[have - 1];
    }

    /** The head is complete: what follows it, whether it passes, and what comes next. */
    private void decide(ByteBuf in, int lastByte) throws RfbViolation {
        dropping = false;
        switch (phase) {
            case VERSION -> version();
            case SECURITY_CHOICE -> security(head[0] & 0xFF, 0);
            case SECURITY_BY_SERVER -> securityByServer(in, lastByte);
            case CLIENT_INIT -> clientInit(in, lastByte);
            case ENCODINGS -> encoding();
            case MESSAGES -> message();
            case OPAQUE -> {}
        }
    }

    private void version() {
        String minor = new String(head, 8, 3, StandardCharsets.US_ASCII);
        if (have < VERSION_BYTES || !minor.chars().allMatch(Character::isDigit)) {
            phase = ClientPhase.OPAQUE;
        } else {
            int version = Integer.parseInt(minor);
            conversation.viewerVersion = version;
            phase = version < FIRST_WITH_CHOICE ? ClientPhase.SECURITY_BY_SERVER : ClientPhase.SECURITY_CHOICE;
        }
    }

    private void security(int type, int responseBytesSeen) {
        conversation.securityType = type;
        switch (type) {
            case SECURITY_NONE -> phase = ClientPhase.CLIENT_INIT;
            case SECURITY_VNC -> {
                rest = VNC_RESPONSE_BYTES - responseBytesSeen;
                phase = ClientPhase.CLIENT_INIT;
            }
            default -> phase = ClientPhase.OPAQUE;
        }
    }

    /** In RFB 3.3 the client's next byte belongs to what the server has decided on. */
    private void securityByServer(ByteBuf in, int lastByte) {
        security(greeting.securityType(), 1);
        if (phase == ClientPhase.CLIENT_INIT && rest == 0) {
            clientInit(in, lastByte);
        }
    }

    /** Every viewer shares: the flag would let one viewer end all others. */
    private void clientInit(ByteBuf in, int lastByte) {
        in.setByte(lastByte, 1);
        phase = ClientPhase.MESSAGES;
    }

    private void encoding() {
        extendedButtons |= (int) ClientMessage.number(head, 0, 4) == EXTENDED_MOUSE_BUTTONS;
        encodingsLeft--;
        phase = encodingsLeft > 0 ? ClientPhase.ENCODINGS : ClientPhase.MESSAGES;
    }

    private void message() throws RfbViolation {
        ClientMessage.Kind kind = ClientMessage.kind(head);
        switch (kind) {
            case DISPLAY -> display();
            case INPUT -> {
                dropping = watches() || isCutText() && !policy.clipboard().toDesktop();
                input.input(!dropping);
            }
            case CONTROL -> dropping = watches();
            case UNKNOWN -> {
                phase = ClientPhase.OPAQUE;
                return;
            }
        }
        if (dropping && begun > 0) {
            throw RfbViolation.ofViewer("This viewer may only watch, and it went on with what it had begun otherwise.");
        }
        rest = ClientMessage.length(head, extendedButtons) - have;
        if ((head[0] & 0xFF) == ClientMessage.SET_ENCODINGS) {
            extendedButtons = false;
            encodingsLeft = ClientMessage.number(head, 2, 2);
            phase = encodingsLeft > 0 ? ClientPhase.ENCODINGS : ClientPhase.MESSAGES;
        }
    }

    private void display() {
        switch (head[0] & 0xFF) {
            case ClientMessage.SET_PIXEL_FORMAT -> conversation.announce(Conversation.PixelSize.of(head, 4));
            case ClientMessage.ENABLE_CONTINUOUS_UPDATES -> conversation.continuous = head[1] != 0;
            default -> {}
        }
    }

    private boolean watches() {
        return policy.mode() == ViewerMode.VIEW;
    }

    private boolean isCutText() {
        return (head[0] & 0xFF) == ClientMessage.CLIENT_CUT_TEXT;
    }

    private void forgetHead() {
        have = 0;
        held = 0;
        begun = 0;
    }

    private void passHeld(Consumer<ByteBuf> out) {
        if (held > 0) {
            out.accept(Unpooled.copiedBuffer(head, 0, held));
            held = 0;
        }
    }

    private static void pass(ByteBuf in, int count, Consumer<ByteBuf> out) {
        if (count > 0) {
            out.accept(in.readRetainedSlice(count));
        }
    }
}
