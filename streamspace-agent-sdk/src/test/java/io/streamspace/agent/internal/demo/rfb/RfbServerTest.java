package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.internal.demo.rfb.TestViewer.Received;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RfbServerTest {
    private ServedPicture served;
    private TestViewer viewer;

    @BeforeEach
    void connect() throws IOException {
        served = new ServedPicture(640, 400);
        viewer = served.viewer();
    }

    @AfterEach
    void close() throws IOException {
        viewer.close();
        served.close();
    }

    @Test
    void an_incremental_request_is_answered_with_what_changed_only() throws IOException {
        viewer.request(false);
        viewer.update();
        viewer.request(true);
        Rect changed = new Rect(100, 50, 30, 20);
        served.paint(picture -> picture.fill(changed, 0xFF0000));
        assertThat(viewer.update()).containsExactly(new Received(ViewerFormat.RAW, changed));
        served.assertShownBy(viewer, PixelFormat.NATIVE);
    }

    @Test
    void nothing_is_sent_unasked_or_while_nothing_changed() throws IOException {
        viewer.request(false);
        viewer.update();
        served.paint(picture -> picture.fill(new Rect(0, 0, 5, 5), 1));
        assertSilent();
        viewer.request(true);
        viewer.update();
        viewer.request(true);
        assertSilent();
    }

    @Test
    void only_the_requested_area_is_sent_and_the_rest_stays_due() throws IOException {
        viewer.request(false, new Rect(0, 0, 100, 100));
        assertThat(viewer.update())
                .allMatch(r -> r.area().right() <= 100 && r.area().bottom() <= 100);
        viewer.request(true);
        assertThat(viewer.update().stream()
                        .mapToInt(r -> r.area().width() * r.area().height())
                        .sum())
                .isEqualTo(640 * 400 - 100 * 100);
    }

    @Test
    void key_pointer_and_cut_text_reach_the_picture_in_order() throws IOException {
        viewer.key(0xFF0D);
        viewer.pointer(1, 300, 200);
        viewer.cut("Grüße");
        await().until(() -> served.told().contains("cut Grüße"));
        assertThat(served.told())
                .containsExactly("viewers 1", "key true ff0d", "key false ff0d", "pointer 1 300 200", "cut Grüße");
    }

    @Test
    void what_the_desktop_copies_goes_to_every_viewer() throws IOException {
        try (TestViewer second = served.viewer()) {
            served.paint(picture -> picture.copied = Optional.of("copied é €"));
            assertThat(viewer.cutText()).isEqualTo("copied é ?");
            assertThat(second.cutText()).isEqualTo("copied é ?");
        }
    }

    @Test
    void the_cursor_is_sent_once_to_those_who_draw_it() throws IOException {
        viewer.encodings(ViewerFormat.RAW, ViewerFormat.CURSOR).request(false);
        assertThat(viewer.update()).contains(new Received(ViewerFormat.CURSOR, new Rect(1, 0, 2, 1)));
        viewer.request(false);
        assertThat(viewer.update()).noneMatch(r -> r.encoding() == ViewerFormat.CURSOR);
    }

    @Test
    void two_viewers_see_the_same_picture() throws IOException {
        try (TestViewer second = served.viewer()) {
            second.encodings(ViewerFormat.ZRLE);
            for (TestViewer each : List.of(viewer, second)) {
                each.request(false);
                each.update();
                each.request(true);
            }
            served.paint(picture -> picture.fillAtRandom(new Random(7)));
            viewer.update();
            second.update();
            assertThat(viewer.pixels()).isEqualTo(second.pixels()).isEqualTo(served.packed(PixelFormat.NATIVE));
        }
        await().until(() -> served.told().contains("viewers 1")
                && served.told().lastIndexOf("viewers 1") > served.told().indexOf("viewers 2"));
    }

    @Test
    void a_viewer_that_does_not_read_holds_up_nobody_and_later_gets_the_last_picture() throws IOException {
        try (TestViewer stalled = served.viewer()) {
            for (int i = 0; i < 200; i++) {
                stalled.request(false);
            }
            viewer.request(false);
            viewer.update();
            for (int i = 1; i <= 300; i++) {
                int colour = i;
                viewer.request(true);
                served.paint(picture -> picture.fill(new Rect(0, 0, 640, 400), colour));
                viewer.update();
            }
            assertThat(viewer.pixels()[0]).isEqualTo(300);
            stalled.update();
            for (int i = 0; i < 300 && stalled.pixels()[0] != 300; i++) {
                stalled.request(true);
                stalled.update();
            }
            served.assertShownBy(stalled, PixelFormat.NATIVE);
        }
    }

    @Test
    void bad_bytes_close_their_own_viewer_only() throws IOException {
        try (TestViewer bad = served.viewer()) {
            bad.send(new Bytes().u8(99));
            assertThat(bad.in().read()).isEqualTo(-1);
        }
        viewer.request(false);
        assertThat(viewer.update()).isNotEmpty();
    }

    @Test
    void cut_text_beyond_the_limit_is_refused_before_it_is_read() throws IOException {
        viewer.send(new Bytes().u8(6).zeros(3).u32(ClientMessageReader.LONGEST_CUT_TEXT + 1));
        assertThat(viewer.in().read()).isEqualTo(-1);
    }

    @Test
    void a_colour_map_closes_the_viewer() throws IOException {
        viewer.send(new Bytes().u8(0).zeros(3).u8(8).u8(8).u8(0).u8(0).zeros(12));
        assertThat(viewer.in().read()).isEqualTo(-1);
    }

    @Test
    void more_viewers_than_the_limit_are_turned_away() throws IOException {
        List<TestViewer> viewers = new ArrayList<>();
        try {
            for (int i = 1; i < RfbServer.MOST_VIEWERS; i++) {
                viewers.add(served.viewer());
            }
            try (TestViewer refused = TestViewer.unconnected(served.address())) {
                assertThat(refused.in().read()).isEqualTo(-1);
            }
            viewers.removeLast().close();
            await().ignoreExceptions().until(() -> {
                viewers.add(served.viewer());
                return true;
            });
        } finally {
            for (TestViewer each : viewers) {
                each.close();
            }
        }
    }

    private void assertSilent() throws IOException {
        viewer.socket().setSoTimeout(200);
        assertThatThrownBy(() -> viewer.in().read()).isInstanceOf(SocketTimeoutException.class);
        viewer.socket().setSoTimeout(10_000);
    }
}
