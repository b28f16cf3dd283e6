package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.internal.demo.rfb.TestViewer.Received;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResizeTest {
    private ServedPicture served;
    private TestViewer viewer;

    @BeforeEach
    void connect() throws IOException {
        served = new ServedPicture(640, 400);
        viewer = served.viewer();
        viewer.encodings(ViewerFormat.RAW, ViewerFormat.EXTENDED_DESKTOP_SIZE);
        settle(viewer);
    }

    @AfterEach
    void close() throws IOException {
        viewer.close();
        served.close();
    }

    @Test
    void a_full_request_is_told_the_size_alone_and_then_shown_the_picture_without_another() throws IOException {
        viewer.request(false);
        assertThat(viewer.update())
                .containsExactly(new Received(ViewerFormat.EXTENDED_DESKTOP_SIZE, new Rect(0, 0, 640, 400)));
        viewer.update();
        served.assertShownBy(viewer, PixelFormat.NATIVE);
    }

    @Test
    void a_viewer_changes_the_size_and_gets_the_new_picture() throws IOException {
        viewer.desktopSize(800, 500);
        viewer.request(true);
        viewer.update();
        assertThat(viewer.lastSizeReason()).isEqualTo(SizeNews.BY_THIS_VIEWER);
        assertThat(viewer.lastSizeStatus()).isEqualTo(SizeNews.DONE);
        viewer.request(true);
        viewer.update();
        assertThat(viewer.pixels()).hasSize(800 * 500).isEqualTo(served.packed(PixelFormat.NATIVE));
    }

    @Test
    void the_other_viewers_follow() throws IOException {
        try (TestViewer other = served.viewer();
                TestViewer old = served.viewer()) {
            other.encodings(ViewerFormat.RAW, ViewerFormat.EXTENDED_DESKTOP_SIZE);
            settle(other);
            old.encodings(ViewerFormat.RAW, ViewerFormat.DESKTOP_SIZE);
            old.request(false);
            old.update();
            viewer.desktopSize(320, 240);
            viewer.request(true);
            viewer.update();
            for (TestViewer each : List.of(other, old)) {
                each.request(true);
                each.update();
                assertThat(each.width()).isEqualTo(320);
                each.request(true);
                each.update();
                served.assertShownBy(each, PixelFormat.NATIVE);
            }
            assertThat(other.lastSizeReason()).isEqualTo(SizeNews.BY_ANOTHER_VIEWER);
        }
    }

    @Test
    void a_viewer_that_cannot_follow_is_sent_nothing_outside_either_size() throws IOException {
        try (TestViewer stubborn = served.viewer()) {
            viewer.desktopSize(300, 900);
            viewer.request(true);
            viewer.update();
            stubborn.request(false);
            assertThat(stubborn.update())
                    .allMatch(r -> r.area().right() <= 300 && r.area().bottom() <= 400);
        }
    }

    @Test
    void an_impossible_size_is_refused_to_who_asked() throws IOException {
        viewer.desktopSize(5000, 400);
        viewer.request(true);
        viewer.update();
        assertThat(viewer.lastSizeStatus()).isEqualTo(SizeNews.INVALID_LAYOUT);
        assertThat(viewer.width()).isEqualTo(640);
    }

    private static void settle(TestViewer each) throws IOException {
        each.request(false);
        each.update();
        each.update();
    }
}
