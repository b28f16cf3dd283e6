package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {
    static Stream<Arguments> formatsAndEncodings() {
        return Stream.of(
                        PixelFormat.NATIVE,
                        new PixelFormat(32, 24, true, 255, 255, 255, 0, 8, 16),
                        PixelFormatTest.HIGH_BYTES,
                        new PixelFormat(32, 30, false, 1023, 1023, 1023, 20, 10, 0),
                        PixelFormatTest.RGB565,
                        new PixelFormat(16, 15, true, 31, 31, 31, 10, 5, 0),
                        PixelFormatTest.BGR233)
                .flatMap(format ->
                        Stream.of(ViewerFormat.RAW, ViewerFormat.ZRLE).map(code -> Arguments.of(format, code)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndEncodings")
    void every_pixel_arrives_in_every_format_and_encoding(PixelFormat format, int encoding) throws IOException {
        Random random = new Random(42);
        try (ServedPicture served = new ServedPicture(333, 211);
                TestViewer viewer = served.viewer()) {
            viewer.use(format);
            viewer.encodings(encoding);
            for (int round = 0; round < 4; round++) {
                served.paint(picture -> picture.fillAtRandom(random));
                viewer.request(false);
                assertThat(viewer.update()).allMatch(rect -> rect.encoding() == encoding);
                served.assertShownBy(viewer, format);
            }
        }
    }

    @Test
    void the_viewer_s_order_of_preference_is_kept() throws IOException {
        try (ServedPicture served = new ServedPicture(64, 64);
                TestViewer viewer = served.viewer()) {
            viewer.encodings(ViewerFormat.RAW, ViewerFormat.ZRLE).request(false);
            assertThat(viewer.update()).allMatch(rect -> rect.encoding() == ViewerFormat.RAW);
            viewer.encodings(7, ViewerFormat.ZRLE, ViewerFormat.RAW).request(false);
            assertThat(viewer.update()).allMatch(rect -> rect.encoding() == ViewerFormat.ZRLE);
        }
    }

    @Test
    void a_tile_takes_the_shortest_form() throws IOException {
        assertThat(form(i -> 7)).isEqualTo("solid");
        assertThat(form(i -> i % 2)).isEqualTo("packed palette");
        assertThat(form(i -> i % 15)).isEqualTo("packed palette");
        assertThat(form(i -> i / 10 % 50)).isEqualTo("palette runs");
        assertThat(form(i -> i / 20)).isEqualTo("runs");
        assertThat(form(i -> i * 7919 & 0xFFFFFF)).isEqualTo("raw");
    }

    private static String form(IntUnaryOperator colour) throws IOException {
        int[] pixels = IntStream.range(0, 64 * 64).map(colour).toArray();
        Bytes out = new Bytes();
        ZrleTile tile = new ZrleTile(64 * 64);
        tile.load(pixels, 64, 0, 0, 64, 64);
        tile.write(PixelFormat.NATIVE.compactPixelBytes(), out);
        try (ZrleDecoder decoder = new ZrleDecoder()) {
            int[] decoded = decoder.tile(
                    TestViewer.PixelReader.over(out.array()), 64, 64, PixelFormat.NATIVE.compactPixelBytes());
            assertThat(decoded).isEqualTo(pixels);
            return decoder.forms().iterator().next();
        }
    }
}
