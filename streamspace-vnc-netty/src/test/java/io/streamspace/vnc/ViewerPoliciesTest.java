package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Policies that change while a stream runs, over real sockets. */
class ViewerPoliciesTest {
    private static final byte[] HELLO = "RFB 003.008\n\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] KEY = {4, 1, 0, 0, 0, 0, 0, 0x61};
    private static final byte[] POLL = {3, 1, 0, 0, 0, 0, 4, 0, 3, 0};
    private static final byte[] CUT_TEXT = {6, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'};

    @Test
    void a_running_viewer_becomes_a_watcher_and_gets_control_back() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = greeted(tunnel)) {
            assertThat(echoed(viewer, KEY)).isTrue();

            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.VIEW));
            assertThat(echoed(viewer, KEY)).isFalse();
            assertThat(tunnel.hub.viewers("sess-1").getFirst().policy().mode()).isEqualTo(ViewerMode.VIEW);

            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.CONTROL));
            assertThat(echoed(viewer, KEY)).isTrue();
            assertThat(tunnel.hub.change("v9", policy -> policy)).isFalse();
        }
    }

    @Test
    void a_policy_never_exceeds_the_limits_of_the_grant() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel()
                        .policies(ViewerPolicy.UNRESTRICTED, ViewerPolicy.of(ViewerMode.VIEW))
                        .target("sess-1", desktop)
                        .linkUp(1);
                TestViewer viewer = greeted(tunnel)) {
            change(tunnel, "v1", policy -> policy.withMode(ViewerMode.CONTROL));

            assertThat(echoed(viewer, KEY)).isFalse();
            assertThat(tunnel.hub.takeOver("v1")).isFalse();
        }
    }

    @Test
    void who_takes_over_controls_alone_until_it_leaves() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer first = greeted(tunnel);
                TestViewer second = greeted(tunnel)) {
            assertThat(tunnel.hub.takeOver("v2")).isTrue();
            settle(tunnel);
            assertThat(echoed(first, KEY)).isFalse();
            assertThat(echoed(second, KEY)).isTrue();

            try (TestViewer third = greeted(tunnel)) {
                assertThat(echoed(third, KEY)).as("who comes later watches").isFalse();
                second.sendClose(1000);
                await().untilAsserted(
                                () -> assertThat(tunnel.hub.viewers("sess-1")).hasSize(2));
                try (TestViewer fourth = greeted(tunnel)) {
                    assertThat(echoed(fourth, KEY))
                            .as("nobody controls alone any more")
                            .isTrue();
                }
            }
        }
    }

    @Test
    void control_is_handed_over_to_another_viewer_of_the_session_only() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel()
                        .target("sess-1", desktop)
                        .target("sess-2", desktop)
                        .linkUp(1);
                TestViewer first = greeted(tunnel);
                TestViewer second = greeted(tunnel);
                TestViewer stranger = tunnel.viewer("sess-2")) {
            stranger.send(HELLO);
            stranger.readExactly(HELLO.length);
            assertThat(tunnel.hub.takeOver("v1")).isTrue();

            assertThat(tunnel.hub.handOver("v1", "v3")).isFalse();
            assertThat(tunnel.hub.handOver("v1", "v1")).isFalse();
            assertThat(tunnel.hub.handOver("v1", "v2")).isTrue();

            settle(tunnel);
            assertThat(echoed(first, KEY)).isFalse();
            assertThat(echoed(second, KEY)).isTrue();
        }
    }

    @Test
    void clipboard_text_to_the_desktop_is_dropped_and_allowed_again_while_the_stream_runs() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = greeted(tunnel)) {
            change(tunnel, "v1", policy -> policy.withClipboard(ClipboardDirection.FROM_DESKTOP));
            assertThat(echoed(viewer, CUT_TEXT)).isFalse();
            assertThat(echoed(viewer, KEY)).isTrue();

            change(tunnel, "v1", policy -> policy.withClipboard(ClipboardDirection.BOTH));
            assertThat(echoed(viewer, CUT_TEXT)).isTrue();
        }
    }

    @Test
    void the_list_of_viewers_says_what_each_did() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = greeted(tunnel)) {
            var before = tunnel.hub.viewers("sess-1").getFirst();
            assertThat(before.lastInput()).isNull();
            assertThat(echoed(viewer, KEY)).isTrue();

            var after = tunnel.hub.viewers("sess-1").getFirst();
            assertThat(after.grant().user()).isEqualTo("ann");
            assertThat(after.lastInput()).isAfterOrEqualTo(after.since());
            int bytes = HELLO.length + KEY.length + POLL.length;
            assertThat(after.bytesToDesktop()).isEqualTo(bytes);
            assertThat(after.bytesToViewer()).isEqualTo(bytes);
        }
    }

    @Test
    void a_viewer_that_asks_for_it_is_told_its_policy_and_each_change_of_it() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer =
                        TestViewer.connect(tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1?notices=policy")) {
            assertThat(viewer.nextText())
                    .isEqualTo(
                            "{\"type\":\"policy\",\"viewer_id\":\"v1\",\"mode\":\"control\",\"max_mode\":\"control\","
                                    + "\"clipboard\":\"both\",\"max_bytes_per_second\":0}");

            change(
                    tunnel,
                    "v1",
                    policy -> policy.withMode(ViewerMode.VIEW).withClipboard(ClipboardDirection.TO_DESKTOP));

            // The stream was not followed from its beginning, so the clipboard cannot be held back on it.
            assertThat(viewer.nextText()).isEqualTo("closed " + CloseCode.POLICY_CHANGED.number());
        }
    }

    @Test
    void a_stream_that_is_followed_from_its_beginning_is_restricted_while_it_runs() {
        var held = ViewerPolicy.UNRESTRICTED.withClipboard(ClipboardDirection.TO_DESKTOP);
        byte[] text = {3, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'};
        try (var desktop = TestDesktop.start(socket -> talk(socket, text));
                var tunnel = new TestTunnel()
                        .policies(held, ViewerPolicy.UNRESTRICTED)
                        .target("sess-1", desktop)
                        .linkUp(1);
                TestViewer viewer =
                        TestViewer.connect(tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1?notices=policy")) {
            assertThat(viewer.nextText()).contains("\"clipboard\":\"to_desktop\"");
            viewer.readExactly(12);
            viewer.send(HELLO);
            viewer.readExactly(2 + 4 + 24);
            viewer.send(KEY);
            assertThat(viewer.readExactly(1))
                    .as("a bell, and no text before it")
                    .containsExactly(2);

            change(tunnel, "v1", policy -> policy.withClipboard(ClipboardDirection.BOTH));
            assertThat(viewer.nextText()).contains("\"clipboard\":\"both\"");
            viewer.send(KEY);
            assertThat(viewer.readExactly(text.length + 1)).startsWith(text);

            change(tunnel, "v1", policy -> policy.withClipboard(ClipboardDirection.NONE));
            assertThat(viewer.nextText()).contains("\"clipboard\":\"none\"");
            viewer.send(KEY);
            assertThat(viewer.readExactly(1)).containsExactly(2);
            assertThat(tunnel.meters
                            .get("streamspace.tunnel.dropped.bytes")
                            .tag("side", "hub")
                            .functionCounter()
                            .count())
                    .isEqualTo(2.0 * text.length);
        }
    }

    @Test
    void a_desktop_that_cannot_be_followed_is_refused_rather_than_leaked() {
        var held = ViewerPolicy.UNRESTRICTED.withClipboard(ClipboardDirection.TO_DESKTOP);
        try (var desktop = TestDesktop.start(socket -> {
                    socket.getOutputStream()
                            .write("RFB 003.008\n\u0001\u0013secret".getBytes(StandardCharsets.ISO_8859_1));
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                var tunnel = new TestTunnel()
                        .policies(held, ViewerPolicy.UNRESTRICTED)
                        .target("sess-1", desktop)
                        .linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.CLIPBOARD_UNCONTROLLED.number());
        }
    }

    /** A desktop that sends clipboard text and a bell for each key. */
    private static void talk(Socket socket, byte[] text) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        in.readFully(new byte[12]);
        out.write(new byte[] {1, 1});
        in.readFully(new byte[1]);
        out.write(new byte[4]);
        in.readFully(new byte[1]);
        byte[] init = new byte[24];
        init[4] = 32;
        out.write(init);
        while (true) {
            in.readFully(new byte[KEY.length]);
            out.write(text);
            out.write(2);
        }
    }

    @Test
    void a_capped_viewer_gets_every_byte_and_its_neighbour_on_the_same_event_loop_does_not_wait_for_it() {
        var capped = new Bulk(11, 1 << 20);
        var free = new Bulk(12, 64 << 20);
        try (var slow = TestDesktop.start(socket -> capped.send(socket).join());
                var fast = TestDesktop.start(socket -> free.send(socket).join());
                var tunnel = new TestTunnel(TunnelSettings.defaults(), EventLoops.create(1), EventLoops.create(1))
                        .target("sess-1", slow)
                        .target("sess-2", fast)
                        .linkUp(2)) {
            tunnel.policies(
                    ViewerPolicy.UNRESTRICTED.withMaxBytesPerSecond(ViewerPolicy.SMALLEST_CAP),
                    ViewerPolicy.UNRESTRICTED);
            try (TestViewer held = tunnel.viewer("sess-1")) {
                var all = CompletableFuture.supplyAsync(() -> capped.receive(held::read));
                tunnel.policies(ViewerPolicy.UNRESTRICTED, ViewerPolicy.UNRESTRICTED);
                try (TestViewer neighbour = tunnel.viewer("sess-2")) {
                    assertThat(free.receive(neighbour::read)).isEqualTo(free.hash());
                }
                assertThat(all)
                        .as("64 MiB went past while 1 MiB is under the cap")
                        .isNotDone();

                change(tunnel, "v1", policy -> policy.withMaxBytesPerSecond(0));

                assertThat(all.join()).isEqualTo(capped.hash());
            }
            assertThat(tunnel.meters
                            .get("streamspace.tunnel.capped")
                            .tag("side", "hub")
                            .functionCounter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void a_capped_upload_reaches_the_desktop_whole() {
        var up = new Bulk(13, 256 << 10);
        var got = new CompletableFuture<String>();
        try (var desktop = TestDesktop.start(socket -> got.complete(up.receive(socket.getInputStream()::read)));
                var tunnel = new TestTunnel()
                        .policies(ViewerPolicy.UNRESTRICTED.withMaxBytesPerSecond(128 << 10), ViewerPolicy.UNRESTRICTED)
                        .target("sess-1", desktop)
                        .linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            up.send(viewer::send).join();
            viewer.sendClose(1000);

            assertThat(got.join()).isEqualTo(up.hash());
        }
    }

    @Test
    void an_idle_time_out_that_is_set_later_counts_the_time_that_has_passed() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = greeted(tunnel)) {
            change(tunnel, "v1", policy -> policy.withIdleTimeout(Duration.ofMillis(200)));

            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.IDLE.number());
        }
    }

    private static TestViewer greeted(TestTunnel tunnel) {
        TestViewer viewer = tunnel.viewer("sess-1");
        viewer.send(HELLO);
        assertThat(viewer.readExactly(HELLO.length)).isEqualTo(HELLO);
        return viewer;
    }

    private static void change(TestTunnel tunnel, String viewerId, UnaryOperator<ViewerPolicy> change) {
        int before = tunnel.host.policies();
        assertThat(tunnel.hub.change(viewerId, change)).isTrue();
        await().until(() -> tunnel.host.policies() > before);
    }

    /** Waits until what was asked for is in force: changes are made in order, viewer by viewer. */
    private static void settle(TestTunnel tunnel) {
        for (ConnectedViewer viewer : List.copyOf(tunnel.hub.viewers("sess-1"))) {
            change(tunnel, viewer.grant().viewerId(), policy -> policy);
        }
    }

    /** Whether a message reaches the desktop, which sends back what it gets; the poll behind it always does. */
    private static boolean echoed(TestViewer viewer, byte[] message) {
        viewer.send(message);
        viewer.send(POLL);
        byte[] first = viewer.readExactly(1);
        int count = first[0] == message[0] ? message.length + POLL.length : POLL.length;
        viewer.readExactly(count - 1);
        return first[0] == message[0];
    }
}
