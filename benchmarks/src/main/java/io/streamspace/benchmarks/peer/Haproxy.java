package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** HAProxy in TCP mode: one hop that looks into nothing. Debian's settings but for the time limits. */
final class Haproxy implements PeerKind {
    @Override
    public String name() {
        return "HAProxy TCP";
    }

    @Override
    public List<String> programs() {
        return List.of("haproxy");
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        Scratch scratch = new Scratch();
        Map<Service, Integer> ports = Scratch.ports();
        var text = new StringBuilder(
                "defaults\n  mode tcp\n  timeout connect 10s\n  timeout client 1h\n  timeout server 1h\n");
        ports.forEach((service, port) -> text.append("listen %s\n  bind 127.0.0.1:%d\n  server desktop 127.0.0.1:%d\n"
                .formatted(service.session(), port, desktops.port(service))));
        String configuration = scratch.write("haproxy.cfg", text.toString()).toString();
        return ProgramPeer.start(
                ProgramPeer.Traits.oneHop(name(), ViewerKind.TCP),
                ports,
                scratch,
                List.of(List.of(program("haproxy"), "-db", "-q", "-f", configuration)));
    }
}
