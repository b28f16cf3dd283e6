package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.util.List;

/** Nothing in between: what this machine's sockets and the load program itself can do. */
public record RawTcp(Desktops desktops) implements Peer {
    /** The head of its column. */
    public static final String NAME = "raw TCP";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Connection open(Service service) throws IOException {
        return ViewerKind.TCP.open(desktops.port(service));
    }

    @Override
    public Relay relay() {
        return new Relay(List.of());
    }

    @Override
    public void close() {}
}
