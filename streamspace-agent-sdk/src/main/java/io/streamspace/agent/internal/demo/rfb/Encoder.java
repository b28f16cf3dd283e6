package io.streamspace.agent.internal.demo.rfb;

/** Writes the body of one rectangle. Belongs to one connection and its writing thread. */
interface Encoder {
    int number();

    /** {@code pixels} are packed for {@code format}, row after row. */
    void encode(int[] pixels, int width, int height, PixelFormat format, Bytes out);
}
