package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** websockify, what most noVNC installations put between browser and VNC server: one process for each connection. */
final class Websockify implements PeerKind {
    /** The start of a process for each further stream would take longer than the window. */
    private static final int MOST_STREAMS = 1;

    @Override
    public String name() {
        return "websockify";
    }

    @Override
    public List<String> programs() {
        return List.of("websockify");
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        Map<Service, Integer> ports = Scratch.ports();
        List<List<String>> commands = new ArrayList<>();
        ports.forEach((service, port) -> commands.add(
                List.of(program("websockify"), "127.0.0.1:" + port, "127.0.0.1:" + desktops.port(service))));
        var traits = new ProgramPeer.Traits(name(), ViewerKind.WEBSOCKET, false, MOST_STREAMS);
        return ProgramPeer.start(traits, ports, new Scratch(), commands);
    }
}
