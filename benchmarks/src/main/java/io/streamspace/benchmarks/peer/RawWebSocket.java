package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.util.List;

/** Nothing in between, but both ends speak WebSocket. */
public record RawWebSocket(Desktops desktops) implements Peer {
    /** The head of its column. */
    public static final String NAME = "raw WebSocket";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Connection open(Service service) throws IOException {
        return ViewerKind.WEBSOCKET.open(desktops.webSocketPort(service));
    }

    @Override
    public Relay relay() {
        return new Relay(List.of());
    }

    @Override
    public void close() {}
}
