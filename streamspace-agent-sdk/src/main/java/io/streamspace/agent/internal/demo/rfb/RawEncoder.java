package io.streamspace.agent.internal.demo.rfb;

/** RFC 6143, 7.7.1. */
final class RawEncoder implements Encoder {
    @Override
    public int number() {
        return ViewerFormat.RAW;
    }

    @Override
    public void encode(int[] pixels, int width, int height, PixelFormat format, Bytes out) {
        PixelBytes bytes = format.pixelBytes();
        for (int i = 0; i < width * height; i++) {
            bytes.put(pixels[i], out);
        }
    }
}
