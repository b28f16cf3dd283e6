package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.spi.EndpointConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** A connection to a desktop under a subclass that gets one thing wrong. */
class WrongChannel implements ByteChannel {
    private final SocketChannel sound;

    WrongChannel(EndpointConnection sound) throws IOException {
        this.sound = switch (sound) {
            case EndpointConnection.Address address -> SocketChannel.open(address.address());
            case EndpointConnection.Channel channel ->
                throw new IllegalArgumentException("a demo desktop is reached by address, not by " + channel);
        };
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return sound.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return sound.write(from);
    }

    @Override
    public boolean isOpen() {
        return sound.isOpen();
    }

    @Override
    public void close() throws IOException {
        sound.close();
    }

    /** Makes one, with the failure that a driver may throw. */
    static EndpointConnection.Channel over(Make make) {
        try {
            return new EndpointConnection.Channel(make.make());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects. */
    @FunctionalInterface
    interface Make {
        ByteChannel make() throws IOException;
    }
}
