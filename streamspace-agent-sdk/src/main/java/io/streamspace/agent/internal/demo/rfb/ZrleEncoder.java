package io.streamspace.agent.internal.demo.rfb;

import java.util.zip.Deflater;

/** RFC 6143, 7.7.6: tiles of 64 by 64, each in the shortest of its forms, through one zlib stream per connection. */
final class ZrleEncoder implements Encoder, AutoCloseable {
    private static final int TILE = 64;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final Bytes plain = new Bytes();
    private final Bytes packed = new Bytes();
    private final byte[] chunk = new byte[16 * 1024];
    private final ZrleTile tile = new ZrleTile(TILE * TILE);

    @Override
    public int number() {
        return ViewerFormat.ZRLE;
    }

    @Override
    public void encode(int[] pixels, int width, int height, PixelFormat format, Bytes out) {
        PixelBytes bytes = format.compactPixelBytes();
        plain.clear();
        for (int y = 0; y < height; y += TILE) {
            for (int x = 0; x < width; x += TILE) {
                tile.load(pixels, width, x, y, Math.min(TILE, width - x), Math.min(TILE, height - y));
                tile.write(bytes, plain);
            }
        }
        deflate();
        out.u32(packed.size()).put(packed.array(), packed.size());
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** The flush makes the rectangle complete for the reader, whose inflater keeps its dictionary. */
    private void deflate() {
        packed.clear();
        deflater.setInput(plain.array(), 0, plain.size());
        int written;
        do {
            written = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            packed.put(chunk, written);
        } while (written == chunk.length);
    }
}
