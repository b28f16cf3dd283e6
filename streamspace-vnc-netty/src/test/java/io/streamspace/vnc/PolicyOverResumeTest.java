package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.fixture.ResumingViewer;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is in force for a viewer, and what is counted for it, while its stream is interrupted and the hub is replaced. */
class PolicyOverResumeTest {
    private static final byte[] HELLO = "RFB 003.008\n\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] KEY = {4, 1, 0, 0, 0, 0, 0, 0x61};
    private static final byte[] POLL = {3, 1, 0, 0, 0, 0, 4, 0, 3, 0};
    private static final byte[] CUT_TEXT = {6, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'};

    @Test
    void a_policy_that_is_narrowed_while_its_viewer_is_away_holds_when_it_returns() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = greeted(tunnel)) {
            assertThat(reaches(viewer, KEY)).isTrue();
            viewer.goAway();

            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.VIEW));
            viewer.comeBack();

            assertThat(reaches(viewer, KEY)).isFalse();
            assertThat(viewer.joins()).isEqualTo(1);
            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.CONTROL));
            await().until(() -> reaches(viewer, KEY));
        }
    }

    @Test
    void a_policy_that_is_narrowed_while_the_stream_runs_holds_at_the_next_hub() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = greeted(tunnel)) {
            change(
                    tunnel,
                    "v1",
                    policy -> policy.withClipboard(ClipboardDirection.FROM_DESKTOP)
                            .withMaxBytesPerSecond(1 << 20));
            await().until(() -> !reaches(viewer, CUT_TEXT));

            restart(tunnel, viewer);

            assertThat(reaches(viewer, CUT_TEXT)).isFalse();
            assertThat(reaches(viewer, KEY)).isTrue();
            assertThat(policy(tunnel).clipboard()).isEqualTo(ClipboardDirection.FROM_DESKTOP);
            assertThat(policy(tunnel).maxBytesPerSecond()).isEqualTo(1 << 20);
        }
    }

    @Test
    void what_holds_at_the_next_hub_is_the_latest_and_within_the_new_grant() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = greeted(tunnel)) {
            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.VIEW));
            await().until(() -> !reaches(viewer, KEY));
            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.CONTROL));
            await().until(() -> reaches(viewer, KEY));

            restart(tunnel, viewer);
            assertThat(reaches(viewer, KEY)).isTrue();

            tunnel.policies(ViewerPolicy.UNRESTRICTED, ViewerPolicy.of(ViewerMode.VIEW));
            restart(tunnel, viewer);
            assertThat(reaches(viewer, KEY)).isFalse();
        }
    }

    @Test
    void who_took_control_over_has_it_alone_at_the_next_hub_too_and_only_until_it_leaves() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var first = greeted(tunnel);
                var second = greeted(tunnel)) {
            assertThat(tunnel.hub.takeOver("v2")).isTrue();
            await().until(() -> !reaches(first, KEY));
            assertThat(reaches(second, KEY)).isTrue();

            restart(tunnel, first, second);

            assertThat(reaches(first, KEY)).isFalse();
            assertThat(reaches(second, KEY)).isTrue();
            try (var third = greeted(tunnel)) {
                assertThat(reaches(third, KEY)).as("who comes later watches").isFalse();
                third.leave(1000);
            }
            second.leave(1000);
            await().until(() -> tunnel.hub.viewers("sess-1").size() == 1);
            try (var fourth = greeted(tunnel)) {
                assertThat(reaches(fourth, KEY)).as("nobody controls alone").isTrue();
            }
        }
    }

    @Test
    void control_that_is_shared_again_is_not_had_alone_at_the_next_hub() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var first = greeted(tunnel);
                var second = greeted(tunnel)) {
            assertThat(tunnel.hub.takeOver("v2")).isTrue();
            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.CONTROL));
            await().until(() -> reaches(first, KEY));
            assertThat(reaches(second, KEY)).isTrue();

            restart(tunnel, first, second);

            assertThat(reaches(first, KEY)).isTrue();
            assertThat(reaches(second, KEY)).isTrue();
        }
    }

    @Test
    void a_stream_s_bytes_are_counted_once_however_often_they_are_repeated() {
        int rounds = 30;
        byte[] piece = new byte[4096];
        Random random = new Random(3);
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port()).awaitStart()) {
            for (int round = 0; round < rounds; round++) {
                random.nextBytes(piece);
                viewer.send(piece);
                if (round % 3 == 1) {
                    viewer.reset();
                } else if (round == rounds / 2) {
                    tunnel.restartHub();
                }
                assertThat(viewer.readExactly(piece.length)).isEqualTo(piece);
            }

            assertThat(viewer.joins()).isGreaterThan(5);
            await().untilAsserted(() -> {
                var listed = tunnel.hub.viewers("sess-1").getFirst();
                assertThat(listed.bytesToDesktop()).isEqualTo((long) rounds * piece.length);
                assertThat(listed.bytesToViewer()).isEqualTo((long) rounds * piece.length);
            });
        }
    }

    private static ResumingViewer greeted(TestTunnel tunnel) {
        var viewer = tunnel.resumingViewer("sess-1", tunnel.port()).awaitStart();
        viewer.send(HELLO);
        viewer.readExactly(HELLO.length);
        return viewer;
    }

    private static void restart(TestTunnel tunnel, ResumingViewer... viewers) {
        int[] joins = Arrays.stream(viewers).mapToInt(ResumingViewer::joins).toArray();
        tunnel.restartHub();
        for (int i = 0; i < viewers.length; i++) {
            int before = joins[i];
            ResumingViewer viewer = viewers[i];
            await().until(() -> viewer.joins() > before);
        }
    }

    private static void change(TestTunnel tunnel, String viewerId, UnaryOperator<ViewerPolicy> change) {
        assertThat(tunnel.hub.change(viewerId, change)).isTrue();
    }

    private static ViewerPolicy policy(TestTunnel tunnel) {
        return tunnel.hub.viewers("sess-1").getFirst().policy();
    }

    /** Whether a message comes to the desktop, which sends everything back; what follows it always does. */
    private static boolean reaches(ResumingViewer viewer, byte[] message) {
        viewer.send(message);
        viewer.send(POLL);
        if (Arrays.equals(viewer.readExactly(POLL.length), POLL)) {
            return false;
        }
        viewer.readExactly(message.length);
        return true;
    }
}
