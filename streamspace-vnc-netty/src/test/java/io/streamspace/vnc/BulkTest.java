package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code -Dstreamspace.bulk.mib=1024} makes it a GiB each way. */
class BulkTest {
    private static final long BYTES = Long.getLong("streamspace.bulk.mib", 256) << 20;

    @Test
    void every_byte_arrives_once_and_in_order_both_ways_at_the_same_time() {
        assertBulkArrives(TunnelSettings.defaults(), BYTES);
    }

    @Test
    void every_byte_arrives_where_streams_do_not_resume() {
        assertBulkArrives(TunnelSettings.defaults().withWindowBytes(0), BYTES / 8);
    }

    @Test
    void every_byte_arrives_on_the_portable_transport() {
        var down = new Bulk(1, BYTES / 8);
        try (var desktop = TestDesktop.start(socket -> down.send(socket).join());
                var tunnel = new TestTunnel(
                                TunnelSettings.defaults(), EventLoops.createPortable(2), EventLoops.createPortable(2))
                        .target("sess-1", desktop)
                        .linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
        }
    }

    @Test
    void a_desktop_that_does_not_read_while_it_is_blocked_in_a_write_locks_nothing() {
        var echoed = new Bulk(3, BYTES / 4);
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            echoed.send(viewer::send);

            assertThat(echoed.receive(viewer::read)).isEqualTo(echoed.hash());
        }
    }

    private static void assertBulkArrives(TunnelSettings settings, long bytes) {
        var down = new Bulk(1, bytes);
        var up = new Bulk(2, bytes);
        var desktopGot = new CompletableFuture<String>();
        try (var desktop = TestDesktop.start(socket -> {
                    var sending = down.send(socket);
                    desktopGot.complete(up.receive(socket.getInputStream()::read));
                    sending.join();
                });
                var tunnel = new TestTunnel(settings).target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            up.send(viewer::send);

            assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
            assertThat(desktopGot.join()).isEqualTo(up.hash());
            assertThat(viewer.awaitClose()).as("the desktop ended").isEqualTo(4004);
        }
    }
}
