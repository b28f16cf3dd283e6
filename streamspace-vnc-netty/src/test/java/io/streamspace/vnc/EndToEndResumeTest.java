package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.faults.FaultyProxy;
import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.ResumingViewer;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dstreamspace.resume.mib=1024} makes it a GiB each way. */
class EndToEndResumeTest {
    private static final int CUTS = Integer.getInteger("streamspace.resume.cuts", 100);
    private static final long BYTES = Long.getLong("streamspace.resume.mib", 192) << 20;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TunnelSettings HURRIED =
            TunnelSettings.defaults().withTimeouts(LONG, LONG, Duration.ofMillis(400));

    /** A desktop that sends and receives much, a viewer, and a proxy before each of the hub's two sides. */
    private static final class Transfer implements AutoCloseable {
        private final Bulk down;
        private final Bulk up;
        private final CompletableFuture<Void> disturbed = new CompletableFuture<>();
        private final CompletableFuture<String> desktopGot = new CompletableFuture<>();
        private final TestDesktop desktop;
        final TestTunnel tunnel;
        final FaultyProxy toAgent;
        final FaultyProxy toViewer;
        private final ResumingViewer viewer;

        Transfer(long bytes) {
            down = new Bulk(1, bytes);
            up = new Bulk(2, bytes);
            desktop = TestDesktop.start(socket -> {
                var sending = down.send(socket, disturbed);
                desktopGot.complete(up.receive(socket.getInputStream()::read));
                sending.join();
            });
            tunnel = new TestTunnel().target("sess-1", desktop);
            toAgent = FaultyProxy.to(tunnel.port());
            toViewer = FaultyProxy.to(tunnel.port());
            tunnel.linkUp(1, toAgent.port());
            viewer = tunnel.resumingViewer("sess-1", toViewer.port()).awaitStart();
            up.send(viewer::send, disturbed);
        }

        /** Whole, once, and over the one connection of the desktop. */
        void holdsAgainst(Disturbance disturbance) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    disturbance.run();
                    disturbed.complete(null);
                } catch (InterruptedException | RuntimeException e) {
                    disturbed.completeExceptionally(e);
                }
            });
            assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
            assertThat(desktopGot.join()).isEqualTo(up.hash());
            assertThat(desktop.accepted()).as("connections of the desktop").isEqualTo(1);
            assertThat(viewer.starts()).as("streams that were begun").isEqualTo(1);
        }

        @Override
        public void close() {
            viewer.close();
            toViewer.close();
            toAgent.close();
            tunnel.close();
            desktop.close();
        }
    }

    @FunctionalInterface
    private interface Disturbance {
        void run() throws InterruptedException;
    }

    private static void cut(FaultyProxy proxy, Random random) {
        if (random.nextBoolean()) {
            proxy.reset();
        } else {
            proxy.cut();
        }
    }

    @Test
    void a_hundred_cuts_of_either_leg_lose_and_repeat_no_byte() {
        try (var transfer = new Transfer(BYTES)) {
            Random random = new Random(4);
            transfer.holdsAgainst(() -> {
                for (int i = 0; i < CUTS; i++) {
                    Thread.sleep(random.nextInt(80));
                    switch (random.nextInt(5)) {
                        case 0, 1 -> cut(transfer.toAgent, random);
                        case 2, 3 -> cut(transfer.toViewer, random);
                        default -> {
                            cut(transfer.toAgent, random);
                            cut(transfer.toViewer, random);
                        }
                    }
                }
            });
            assertThat(transfer.viewer.joins())
                    .as("times that the stream went on")
                    .isGreaterThan(CUTS / 4);
        }
    }

    @Test
    void a_hub_that_is_killed_and_started_again_in_the_middle_loses_and_repeats_no_byte() {
        try (var transfer = new Transfer(BYTES / 4)) {
            transfer.holdsAgainst(() -> {
                for (int i = 0; i < 5; i++) {
                    Thread.sleep(300);
                    transfer.tunnel.restartHub();
                    int before = transfer.viewer.joins();
                    await().until(() -> transfer.viewer.joins() > before);
                }
            });
            assertThat(transfer.tunnel.hub.waitingEnds()).isZero();
        }
    }

    @Test
    void a_hub_that_is_stopped_in_order_leaves_its_streams_to_the_next_one() {
        try (var transfer = new Transfer(BYTES / 8)) {
            transfer.holdsAgainst(() -> {
                int port = transfer.tunnel.port();
                transfer.tunnel.hub.close();
                transfer.tunnel.killHub();
                transfer.tunnel.startHub(port);
                await().until(() -> transfer.viewer.joins() > 0);
            });
        }
    }

    @Test
    void the_link_is_lost_together_with_the_hub_and_the_stream_goes_on_under_the_next_epoch() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1)) {
            try (var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
                echoes(viewer, 1);

                tunnel.agent.linkDown();
                tunnel.host.epoch(2);
                tunnel.restartHub();
                await().until(() -> tunnel.hub.waitingEnds() == 1);
                tunnel.linkUp(1);

                echoes(viewer, 2);
                assertThat(desktop.accepted()).isEqualTo(1);
            }
        }
    }

    static void echoes(ResumingViewer viewer, int value) {
        viewer.send(new byte[] {(byte) value});
        assertThat(viewer.readExactly(1)).containsExactly(value);
    }

    @Test
    void the_hub_notices_later_than_the_viewer_and_takes_the_new_connection() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var proxy = FaultyProxy.to(tunnel.port());
                var viewer = tunnel.resumingViewer("sess-1", proxy.port())) {
            echoes(viewer, 1);

            proxy.halfOpenToServer();

            echoes(viewer, 2);
            assertThat(viewer.starts()).isEqualTo(1);
            assertThat(tunnel.host.events()).containsExactly("opened v1");
        }
    }

    @Test
    void a_viewer_that_leaves_lets_go_of_the_desktop_after_its_last_byte() {
        var up = new Bulk(5, 3 << 20);
        var got = new CompletableFuture<String>();
        try (var desktop = TestDesktop.start(socket -> got.complete(up.receive(socket.getInputStream()::read)));
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port()).awaitStart()) {
            up.send(viewer::send).join();
            viewer.leave(1001);

            assertThat(got.join()).isEqualTo(up.hash());
            await().untilAsserted(() -> assertThat(tunnel.host.events()).contains("closed v1 1001"));
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
        }
    }

    @Test
    void a_desktop_that_ends_closes_the_viewer_after_its_last_byte() {
        try (var desktop = TestDesktop.start(socket -> socket.getOutputStream().write(new byte[] {1, 2, 3}));
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            assertThat(viewer.readExactly(3)).containsExactly(1, 2, 3);
            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
        }
    }

    @Test
    void an_end_that_stays_away_for_too_long_ends_the_stream() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(HURRIED).target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);

            viewer.goAway();

            await().untilAsserted(() -> assertThat(tunnel.host.events()).contains("closed v1 4004"));
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
            await().untilAsserted(() -> assertThat(desktop.connections()).isZero());
            viewer.comeBack();
            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
        }
    }

    @Test
    void an_end_whose_other_end_never_comes_to_the_next_hub_is_told_in_time() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(HURRIED).target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);

            tunnel.agent.linkDown();
            tunnel.restartHub();

            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
            await().until(() -> tunnel.hub.waitingEnds() == 0);
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({"KICKED,4006", "SESSION_ENDED,4000"})
    void a_viewer_that_was_away_hears_why_its_stream_ended(CloseCode code, int number) {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);
            viewer.goAway();

            assertThat(tunnel.hub.kick("v1", code)).isTrue();
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
            viewer.comeBack();

            assertThat(viewer.awaitClose()).isEqualTo(number);
        }
    }

    @Test
    void an_agent_that_cannot_be_an_end_gets_a_hub_that_is_one() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop)) {
            tunnel.host.endToEnd(false);
            tunnel.linkUp(1);
            try (TestViewer viewer = TestViewer.connect(
                    tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1", "streamspace.viewer.v1, binary")) {
                assertThat(viewer.subprotocol()).isEqualTo("binary");
                viewer.send(new byte[] {1});
                assertThat(viewer.readExactly(1)).containsExactly(1);
            }
        }
    }
}
