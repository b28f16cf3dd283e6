package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desktops that are no TCP address. */
class DesktopKindsTest {
    private static final long BYTES = 8 << 20;

    private final Bulk down = new Bulk(1, BYTES);
    private final Bulk up = new Bulk(2, BYTES);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_unix_domain_socket_carries_every_byte(boolean portable, @TempDir Path folder) throws IOException {
        var address = UnixDomainSocketAddress.of(folder.resolve("vnc"));
        EventLoops hubLoops = portable ? EventLoops.createPortable(1) : EventLoops.create(1);
        EventLoops agentLoops = portable ? EventLoops.createPortable(1) : EventLoops.create(1);
        try (var listening =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var tunnel = new TestTunnel(TunnelSettings.defaults(), hubLoops, agentLoops)
                        .target("sess-1", new StreamTarget.Address(address))
                        .linkUp(1)) {
            var got = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> {
                try (SocketChannel desktop = listening.accept()) {
                    got.complete(exchange(desktop, desktop));
                } catch (IOException e) {
                    got.completeExceptionally(e);
                }
            });

            assertExchange(tunnel, got);
        }
    }

    @Test
    void a_blocking_channel_carries_every_byte_and_is_closed_with_its_viewer() throws IOException {
        Pipe toDesktop = Pipe.open();
        Pipe fromDesktop = Pipe.open();
        var channel = new PipeChannel(fromDesktop.source(), toDesktop.sink());
        try (var tunnel = new TestTunnel()
                .target("sess-1", new StreamTarget.Channel(channel))
                .linkUp(1)) {
            var got = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> got.complete(exchange(toDesktop.source(), fromDesktop.sink())));

            assertExchange(tunnel, got);
            await().untilAsserted(() -> assertThat(channel.isOpen()).isFalse());
        }
    }

    private void assertExchange(TestTunnel tunnel, CompletableFuture<String> got) {
        try (TestViewer viewer = tunnel.viewer("sess-1")) {
            var sending = up.send(viewer::send);
            assertThat(down.receive(viewer::read)).isEqualTo(down.hash());
            sending.join();
            assertThat(got.join()).isEqualTo(up.hash());
            viewer.sendClose(1000);
        }
        await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
    }

    private String exchange(ReadableByteChannel in, WritableByteChannel out) {
        var sending = down.send(bytes -> Channels.newOutputStream(out).write(bytes));
        String got = up.receive(Channels.newInputStream(in)::read);
        sending.join();
        return got;
    }

    private record PipeChannel(Pipe.SourceChannel in, Pipe.SinkChannel out) implements ByteChannel {
        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return in.read(buffer);
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            return out.write(buffer);
        }

        @Override
        public boolean isOpen() {
            return in.isOpen() || out.isOpen();
        }

        @Override
        public void close() throws IOException {
            in.close();
            out.close();
        }
    }
}
