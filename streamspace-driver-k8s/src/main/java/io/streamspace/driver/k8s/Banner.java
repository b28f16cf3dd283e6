package io.streamspace.driver.k8s;

import io.streamspace.agent.spi.EndpointConnection;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a VNC server greets: an open port alone may be of a server that hangs. */
final class Banner {
    private static final int LENGTH = 12;
    private static final int LIMIT_MILLIS = 2000;
    private static final String VERSION = "RFB 003.008\n";
    private static final int NONE = 1;

    private Banner() {}

    /** Reads the greeting on a thread of its own, since a channel's reading knows no time limit; closing the channel ends it. */
    static boolean isShown(EndpointConnection connection) throws InterruptedException {
        var answer = new CompletableFuture<Boolean>();
        Thread reader = Thread.ofVirtual().name("kubernetes-driver-banner").start(() -> {
            try (ByteChannel channel = open(connection)) {
                answer.complete(greets(channel));
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

    /**
     * It goes on to the end of the authentication, where the server asks for none, since servers count connections that end before that as attacks and
     * lock the address out.
     */
    private static boolean greets(ByteChannel channel) throws IOException {
        var in = new DataInputStream(Channels.newInputStream(channel));
        String greeting = new String(in.readNBytes(LENGTH), StandardCharsets.US_ASCII);
        if (greeting.compareTo(VERSION) >= 0 && greeting.startsWith("RFB ")) {
            authenticate(in, Channels.newOutputStream(channel));
        }
        return greeting.startsWith("RFB ");
    }

    private static void authenticate(DataInputStream in, OutputStream out) {
        try {
            out.write(VERSION.getBytes(StandardCharsets.US_ASCII));
            byte[] types = in.readNBytes(in.readUnsignedByte());
            if (new String(types, StandardCharsets.ISO_8859_1).indexOf(NONE) >= 0) {
                out.write(NONE);
                in.readInt();
            }
        } catch (IOException e) {
            // It has greeted, which is all that is asked.
        }
    }

    private static void close(ByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody uses it any more.
        }
    }
}
