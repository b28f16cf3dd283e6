package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.PortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.BiFunction;

/** A connection through the API server. Two pipes hold up whichever side is faster. */
final class PodChannel implements ByteChannel {
    private final Pipe toPod;
    private final Pipe fromPod;
    private final PortForward forward;

    private PodChannel(Pipe toPod, Pipe fromPod, PortForward forward) {
        this.toPod = toPod;
        this.fromPod = fromPod;
        this.forward = forward;
    }

    /** @param forwarding connects what it reads and what it writes with the pod */
    static PodChannel open(BiFunction<ReadableByteChannel, WritableByteChannel, PortForward> forwarding) {
        try {
            Pipe toPod = Pipe.open();
            Pipe fromPod = Pipe.open();
            return new PodChannel(toPod, fromPod, forwarding.apply(toPod.source(), fromPod.sink()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return fromPod.source().read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return toPod.sink().write(source);
    }

    @Override
    public boolean isOpen() {
        return toPod.sink().isOpen();
    }

    @Override
    public void close() throws IOException {
        toPod.sink().close();
        fromPod.source().close();
        forward.close();
        toPod.source().close();
        fromPod.sink().close();
    }
}
