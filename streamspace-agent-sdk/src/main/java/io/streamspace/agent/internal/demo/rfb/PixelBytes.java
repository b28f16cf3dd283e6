package io.streamspace.agent.internal.demo.rfb;

/** How a packed pixel travels: the bytes from bit {@code shift} on, in one of the two orders. */
record PixelBytes(int count, int shift, boolean bigEndian) {

    void put(int pixel, Bytes out) {
        for (int i = 0; i < count; i++) {
            int place = bigEndian ? count - 1 - i : i;
            out.u8(pixel >>> (shift + 8 * place));
        }
    }
}
