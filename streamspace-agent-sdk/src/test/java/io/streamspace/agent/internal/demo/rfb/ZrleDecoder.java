package io.streamspace.agent.internal.demo.rfb;

import io.streamspace.agent.internal.demo.rfb.TestViewer.PixelReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The reading side of ZRLE, written from RFC 6143, 7.7.6; it notes which forms of tile it met. */
final class ZrleDecoder implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final Set<String> forms = new TreeSet<>();

    int[] decode(byte[] packed, int width, int height, PixelBytes bytes) throws IOException {
        DataInput in = PixelReader.over(inflate(packed));
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y += 64) {
            for (int x = 0; x < width; x += 64) {
                int tileWidth = Math.min(64, width - x);
                int tileHeight = Math.min(64, height - y);
                int[] tile = tile(in, tileWidth, tileHeight, bytes);
                for (int row = 0; row < tileHeight; row++) {
                    System.arraycopy(tile, row * tileWidth, pixels, (y + row) * width + x, tileWidth);
                }
            }
        }
        return pixels;
    }

    Set<String> forms() {
        return forms;
    }

    int[] tile(DataInput in, int width, int height, PixelBytes bytes) throws IOException {
        int kind = in.readUnsignedByte();
        int[] palette = new int[kind & 127];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = PixelReader.read(in, bytes);
        }
        int[] tile = new int[width * height];
        if (kind == 0) {
            forms.add("raw");
            for (int i = 0; i < tile.length; i++) {
                tile[i] = PixelReader.read(in, bytes);
            }
        } else if (kind == 1) {
            forms.add("solid");
            Arrays.fill(tile, palette[0]);
        } else if (kind <= 16) {
            forms.add("packed palette");
            packed(in, tile, width, palette);
        } else if (kind == 128) {
            forms.add("runs");
            for (int i = 0; i < tile.length; ) {
                i = fill(tile, i, PixelReader.read(in, bytes), length(in));
            }
        } else if (kind >= 130) {
            forms.add("palette runs");
            paletteRuns(in, tile, palette);
        } else {
            throw new IOException("tile kind " + kind + " does not exist");
        }
        return tile;
    }

    private static void packed(DataInput in, int[] tile, int width, int[] palette) throws IOException {
        int bits = palette.length == 2 ? 1 : palette.length <= 4 ? 2 : 4;
        for (int row = 0; row < tile.length / width; row++) {
            int held = 0;
            int left = 0;
            for (int x = 0; x < width; x++) {
                if (left == 0) {
                    held = in.readUnsignedByte();
                    left = 8;
                }
                left -= bits;
                tile[row * width + x] = palette[held >> left & (1 << bits) - 1];
            }
        }
    }

    private static void paletteRuns(DataInput in, int[] tile, int[] palette) throws IOException {
        for (int i = 0; i < tile.length; ) {
            int index = in.readUnsignedByte();
            int length = index < 128 ? 1 : length(in);
            i = fill(tile, i, palette[index & 127], length);
        }
    }

    private static int fill(int[] tile, int from, int value, int length) {
        Arrays.fill(tile, from, from + length, value);
        return from + length;
    }

    private static int length(DataInput in) throws IOException {
        int length = 1;
        int part;
        do {
            part = in.readUnsignedByte();
            length += part;
        } while (part == 255);
        return length;
    }

    private byte[] inflate(byte[] packed) throws IOException {
        inflater.setInput(packed);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            int count;
            while ((count = inflater.inflate(chunk)) > 0) {
                plain.write(chunk, 0, count);
            }
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
        return plain.toByteArray();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
