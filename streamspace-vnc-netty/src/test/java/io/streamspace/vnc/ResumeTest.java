package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final int CUTS = Integer.getInteger("streamspace.resume.cuts", 100);
    private static final long BYTES = Long.getLong("streamspace.resume.mib", 192) << 20;
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_hundred_cuts_of_the_agents_connection_lose_and_repeat_no_byte() {
        var down = new Bulk(1, BYTES);
        var up = new Bulk(2, BYTES);
        var cutsDone = new CompletableFuture<Void>();
        var desktopGot = new CompletableFuture<String>();
        try (var desktop = TestDesktop.start(socket -> {
                    var sending = down.send(socket, cutsDone);
                    desktopGot.complete(up.receive(socket.getInputStream()::read));
                    sending.join();
                });
                var tunnel = new TestTunnel().target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port())) {
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                await().until(() -> tunnel.host.events().contains("opened v1"));
                up.send(viewer::send, cutsDone);
                Thread.ofPlatform().start(() -> cut(proxy, tunnel, cutsDone));

                assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
                assertThat(desktopGot.join()).isEqualTo(up.hash());
                assertThat(resumes(tunnel)).as("cuts that hit the stream").isGreaterThan(CUTS / 4.0);
                assertThat(desktop.accepted()).as("connections of the desktop").isEqualTo(1);
            }
        }
    }

    private static double resumes(TestTunnel tunnel) {
        return tunnel.meters
                .get("streamspace.tunnel.resumes")
                .tag("side", "hub")
                .functionCounter()
                .count();
    }

    /** On a busy machine many a cut comes before the stream has gone on after the last one, so there are as many as it takes. */
    private static void cut(FaultyProxy proxy, TestTunnel tunnel, CompletableFuture<Void> done) {
        Random random = new Random(4);
        try {
            for (int i = 0; i < CUTS || resumes(tunnel) <= CUTS / 4.0; i++) {
                Thread.sleep(random.nextInt(60));
                if (random.nextBoolean()) {
                    proxy.reset();
                } else {
                    proxy.cut();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.complete(null);
    }

    @Test
    void a_stream_goes_on_under_the_next_epoch_after_the_link_was_lost_too() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port())) {
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                viewer.send(new byte[] {1, 2});
                assertThat(viewer.readExactly(2)).containsExactly(1, 2);

                tunnel.agent.linkDown();
                tunnel.hub.agentOffline(TestTunnel.AGENT, 1);
                tunnel.host.epoch(2);
                proxy.reset();
                viewer.send(new byte[] {3, 4});
                tunnel.linkUp(1, proxy.port());

                assertThat(viewer.readExactly(2)).containsExactly(3, 4);
            }
        }
    }

    @Test
    void the_hub_notices_later_than_the_agent_and_takes_the_new_connection() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port())) {
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                viewer.send(new byte[] {1});
                assertThat(viewer.readExactly(1)).containsExactly(1);

                proxy.halfOpenToServer();
                viewer.send(new byte[] {2});

                assertThat(viewer.readExactly(1)).containsExactly(2);
            }
        }
    }

    @Test
    void a_stream_that_cannot_go_on_in_time_is_closed_as_lost() {
        var settings = TunnelSettings.defaults().withTimeouts(LONG, LONG, Duration.ofMillis(300));
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(settings).target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port())) {
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                viewer.send(new byte[] {1});
                assertThat(viewer.readExactly(1)).containsExactly(1);

                tunnel.agent.linkDown();
                proxy.cut();

                assertThat(viewer.awaitClose()).isEqualTo(4004);
                await().untilAsserted(
                                () -> assertThat(tunnel.agent.openStreams()).isZero());
                await().untilAsserted(() -> assertThat(desktop.connections()).isZero());
            }
        }
    }

    @Test
    void a_black_hole_is_noticed_by_pings_and_the_stream_goes_on() {
        var settings = TunnelSettings.defaults().withPings(Duration.ofMillis(200), Duration.ofMillis(700));
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(settings).target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port());
                var second = FaultyProxy.to(tunnel.port())) {
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                viewer.send(new byte[] {1});
                assertThat(viewer.readExactly(1)).containsExactly(1);

                proxy.faults(Faults.NONE.withSilence(true));
                tunnel.agent.linkUp(tunnel.access(1, second.port(), 1));
                viewer.send(new byte[] {2});

                assertThat(viewer.readExactly(1)).containsExactly(2);
            }
        }
    }
}
