package io.streamspace.agent.internal.demo.rfb;

import java.io.DataInput;
import java.io.IOException;

/** A true-colour pixel format (RFC 6143, 7.4). Pixels of the picture are {@code 0xRRGGBB}. */
record PixelFormat(
        int bitsPerPixel,
        int depth,
        boolean bigEndian,
        int redMax,
        int greenMax,
        int blueMax,
        int redShift,
        int greenShift,
        int blueShift) {

    static final PixelFormat NATIVE = new PixelFormat(32, 24, false, 255, 255, 255, 16, 8, 0);

    static PixelFormat read(DataInput in) throws IOException {
        int bits = in.readUnsignedByte();
        int depth = in.readUnsignedByte();
        boolean bigEndian = in.readUnsignedByte() != 0;
        boolean trueColour = in.readUnsignedByte() != 0;
        PixelFormat format = new PixelFormat(
                bits,
                depth,
                bigEndian,
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedShort(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte());
        in.readFully(new byte[3]);
        if (!trueColour) {
            throw new RfbException("colour map formats are not served, ask for true colour");
        }
        format.check();
        return format;
    }

    void write(Bytes out) {
        out.u8(bitsPerPixel).u8(depth).u8(bigEndian ? 1 : 0).u8(1);
        out.u16(redMax).u16(greenMax).u16(blueMax);
        out.u8(redShift).u8(greenShift).u8(blueShift).zeros(3);
    }

    int pack(int rgb) {
        return scale(rgb >> 16 & 0xFF, redMax) << redShift
                | scale(rgb >> 8 & 0xFF, greenMax) << greenShift
                | scale(rgb & 0xFF, blueMax) << blueShift;
    }

    PixelBytes pixelBytes() {
        return new PixelBytes(bitsPerPixel / 8, 0, bigEndian);
    }

    /** The CPIXEL of ZRLE (RFC 6143, 7.7.6): 32-bit pixels whose colours need three bytes travel as those three. */
    PixelBytes compactPixelBytes() {
        int colours = pack(0xFFFFFF);
        if (bitsPerPixel == 32 && depth <= 24 && (colours & 0xFF000000) == 0) {
            return new PixelBytes(3, 0, bigEndian);
        }
        if (bitsPerPixel == 32 && depth <= 24 && (colours & 0xFF) == 0) {
            return new PixelBytes(3, 8, bigEndian);
        }
        return pixelBytes();
    }

    private void check() throws RfbException {
        if (bitsPerPixel != 8 && bitsPerPixel != 16 && bitsPerPixel != 32) {
            throw new RfbException("pixels have 8, 16 or 32 bits, not " + bitsPerPixel);
        }
        checkColour(redMax, redShift);
        checkColour(greenMax, greenShift);
        checkColour(blueMax, blueShift);
    }

    private void checkColour(int max, int shift) throws RfbException {
        int bits = 32 - Integer.numberOfLeadingZeros(max);
        if (max == 0 || Integer.bitCount(max) != bits || shift + bits > bitsPerPixel) {
            throw new RfbException(
                    "a colour with maximum " + max + " at bit " + shift + " does not fit " + bitsPerPixel + " bits");
        }
    }

    private static int scale(int channel, int max) {
        return (channel * max + 127) / 255;
    }
}
