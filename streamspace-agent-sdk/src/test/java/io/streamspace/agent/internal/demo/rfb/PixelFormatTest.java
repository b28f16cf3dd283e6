package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.internal.demo.rfb.TestViewer.PixelReader;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelFormatTest {
    static final PixelFormat RGB565 = new PixelFormat(16, 16, false, 31, 63, 31, 11, 5, 0);
    static final PixelFormat BGR233 = new PixelFormat(8, 8, false, 7, 7, 3, 0, 3, 6);
    static final PixelFormat HIGH_BYTES = new PixelFormat(32, 24, true, 255, 255, 255, 24, 16, 8);

    @Test
    void a_pixel_is_packed_by_maximum_and_shift() {
        assertThat(PixelFormat.NATIVE.pack(0x123456)).isEqualTo(0x123456);
        assertThat(RGB565.pack(0xFF8000)).isEqualTo(31 << 11 | 32 << 5);
        assertThat(BGR233.pack(0xFF00FF)).isEqualTo(7 | 3 << 6);
        assertThat(HIGH_BYTES.pack(0x123456)).isEqualTo(0x12345600);
    }

    @Test
    void bytes_are_in_the_order_asked_for() {
        assertThat(bytes(PixelFormat.NATIVE.pixelBytes(), 0x123456)).containsExactly(0x56, 0x34, 0x12, 0);
        assertThat(bytes(HIGH_BYTES.pixelBytes(), 0x12345600)).containsExactly(0x12, 0x34, 0x56, 0);
        assertThat(bytes(RGB565.pixelBytes(), 0x1234)).containsExactly(0x34, 0x12);
    }

    @Test
    void compact_pixels_are_the_three_bytes_that_hold_the_colours() {
        assertThat(bytes(PixelFormat.NATIVE.compactPixelBytes(), 0x123456)).containsExactly(0x56, 0x34, 0x12);
        assertThat(bytes(HIGH_BYTES.compactPixelBytes(), 0x12345600)).containsExactly(0x12, 0x34, 0x56);
        assertThat(bytes(RGB565.compactPixelBytes(), 0x1234)).containsExactly(0x34, 0x12);
    }

    @Test
    void a_format_is_read_as_it_was_written() throws IOException {
        Bytes out = new Bytes();
        RGB565.write(out);
        assertThat(out.size()).isEqualTo(16);
        assertThat(PixelFormat.read(PixelReader.over(out.array()))).isEqualTo(RGB565);
    }

    @Test
    void a_colour_map_is_refused() {
        byte[] wire = {8, 8, 0, 0, 0, 7, 0, 7, 0, 3, 0, 3, 6, 0, 0, 0};
        assertThatThrownBy(() -> PixelFormat.read(PixelReader.over(wire)))
                .isInstanceOf(RfbException.class)
                .hasMessageContaining("true colour");
    }

    @ParameterizedTest
    @CsvSource({"24, 255, 0", "0, 255, 0", "32, 0, 0", "32, 200, 0", "16, 255, 9", "8, 7, 200", "32, 65535, 17"})
    void a_format_that_cannot_be_is_refused(int bits, int max, int shift) {
        PixelFormat format = new PixelFormat(bits, 24, false, max, max, max, shift, shift, shift);
        Bytes out = new Bytes();
        format.write(out);
        assertThatThrownBy(() -> PixelFormat.read(PixelReader.over(out.array())))
                .isInstanceOf(RfbException.class);
    }

    private static byte[] bytes(PixelBytes layout, int pixel) {
        Bytes out = new Bytes();
        layout.put(pixel, out);
        return Arrays.copyOf(out.array(), out.size());
    }
}
