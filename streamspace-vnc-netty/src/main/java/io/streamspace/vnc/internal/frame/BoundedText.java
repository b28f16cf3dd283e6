package io.streamspace.vnc.internal.frame;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects a text message, of at most so many bytes, or a control frame's payload. */
final class BoundedText {
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private byte[] bytes = NOTHING;
    private int length;

    BoundedText(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** Refuses a frame by its announced length, before any of it is kept. */
    void announce(long more) throws MalformedFrameException {
        if (more < 0 || length + more > limit) {
            throw new MalformedFrameException(CloseStatus.TOO_BIG, "a message may have at most " + limit + " bytes");
        }
    }

    void add(ByteBuf in, int count) {
        makeRoom(count);
        in.readBytes(bytes, length, count);
        length += count;
    }

    void add(byte[] in, int count) {
        makeRoom(count);
        System.arraycopy(in, 0, bytes, length, count);
        length += count;
    }

    private void makeRoom(int count) {
        if (length + count > bytes.length) {
            int grown = (int) Math.min(limit, Math.max(2L * bytes.length, Math.max(length + count, 128)));
            bytes = Arrays.copyOf(bytes, grown);
        }
    }

    byte[] take() {
        byte[] all = Arrays.copyOf(bytes, length);
        clear();
        return all;
    }

    String takeText() throws MalformedFrameException {
        String text = utf8(bytes, 0, length);
        clear();
        return text;
    }

    static String utf8(byte[] bytes, int from, int count) throws MalformedFrameException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, count))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrameException(CloseStatus.INVALID_PAYLOAD, "the text is not UTF-8");
        }
    }

    private void clear() {
        bytes = NOTHING;
        length = 0;
    }
}
