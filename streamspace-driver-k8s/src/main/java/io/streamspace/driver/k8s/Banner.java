package io.streamspace.driver.k8s;

import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.RfbGreeting;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a VNC server greets: an open port alone may be of a server that hangs. */
final class Banner {
    private static final int LIMIT_MILLIS = 2000;

    private Banner() {}

    /** Reads the greeting on a thread of its own, since a channel's reading knows no time limit; closing the channel ends it. */
    static boolean isShown(EndpointConnection connection) throws InterruptedException {
        var answer = new CompletableFuture<Boolean>();
        Thread reader = Thread.ofVirtual().name("kubernetes-driver-banner").start(() -> {
            try (ByteChannel channel = open(connection)) {
                answer.complete(
                        RfbGreeting.isHeard(Channels.newInputStream(channel), Channels.newOutputStream(channel)));
            } catch (IOException e) {
                answer.complete(false);
            }
        });
        try {
            return answer.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } finally {
            if (connection instanceof EndpointConnection.Channel through && !answer.isDone()) {
                close(through.channel());
            }
            reader.interrupt();
        }
    }

    private static ByteChannel open(EndpointConnection connection) throws IOException {
        return switch (connection) {
            case EndpointConnection.Address direct -> SocketChannel.open(direct.address());
            case EndpointConnection.Channel through -> through.channel();
        };
    }

    private static void close(ByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody uses it any more.
        }
    }
}
