package io.streamspace.server.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** This machine's engine as a Swarm of one node, made for the test where it is none, behind a port of loopback that a network can be cut in front of. */
final class TestSwarm implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final int BUFFER = 16 << 10;

    private final boolean made;
    private final ServerSocketChannel door;

    private TestSwarm(boolean made, ServerSocketChannel door) {
        this.made = made;
        this.door = door;
        Thread.ofVirtual().name("swarm-door").start(this::serve);
    }

    static TestSwarm join() throws IOException {
        boolean made = Command.docker("info", "-f", "{{.Swarm.LocalNodeState}}")
                .output()
                .equals("inactive");
        if (made) {
            Command.docker("swarm", "init", "--listen-addr", "127.0.0.1:2377", "--advertise-addr", "127.0.0.1")
                    .output();
        }
        return new TestSwarm(
                made, ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    int port() {
        return door.socket().getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel outside = door.accept();
                SocketChannel inside = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
                Thread.ofVirtual().start(() -> copy(outside, inside));
                Thread.ofVirtual().start(() -> copy(inside, outside));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException gone) {
            // one side has closed, and by leaving here the other is closed as well
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (made) {
            Command.docker("swarm", "leave", "--force").output();
        }
    }
}
