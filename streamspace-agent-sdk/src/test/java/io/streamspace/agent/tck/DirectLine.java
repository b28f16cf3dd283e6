package io.streamspace.agent.tck;

import io.streamspace.agent.spi.EndpointConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** To the desktop as the driver dials it, past agent and hub. */
record DirectLine(ByteChannel channel) implements ByteLine {
    static DirectLine to(EndpointConnection connection) throws IOException {
        return new DirectLine(
                switch (connection) {
                    case EndpointConnection.Address address -> SocketChannel.open(address.address());
                    case EndpointConnection.Channel made -> made.channel();
                });
    }

    @Override
    public byte[] read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the desktop closed the connection");
            }
        }
        return bytes.array();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to the desktop cannot be closed", e);
        }
    }
}
