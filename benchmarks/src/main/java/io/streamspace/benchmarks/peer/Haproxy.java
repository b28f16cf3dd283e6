package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HAProxy in TCP mode: one hop that looks into nothing. Debian's settings but for the time limits. */
public final class Haproxy implements PeerKind {
    private final @Nullable Certificate certificate;

    private Haproxy(@Nullable Certificate certificate) {
        this.certificate = certificate;
    }

    /** As it is compared with. */
    static Haproxy plain() {
        return new Haproxy(null);
    }

    /** With TLS for viewers, and plain to the desktops. */
    public static Haproxy secured(Certificate by) {
        return new Haproxy(by);
    }

    @Override
    public String name() {
        return certificate == null ? "HAProxy TCP" : "HAProxy TLS";
    }

    @Override
    public List<String> programs() {
        return List.of("haproxy");
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        Scratch scratch = new Scratch();
        Map<Service, Integer> ports = Scratch.ports();
        String secured = certificate == null ? "" : " ssl crt " + pem(certificate, scratch);
        var text = new StringBuilder(
                "defaults\n  mode tcp\n  timeout connect 10s\n  timeout client 1h\n  timeout server 1h\n");
        ports.forEach((service, port) -> text.append("listen %s\n  bind 127.0.0.1:%d%s\n  server desktop 127.0.0.1:%d\n"
                .formatted(service.session(), port, secured, desktops.port(service))));
        String configuration = scratch.write("haproxy.cfg", text.toString()).toString();
        return ProgramPeer.start(
                ProgramPeer.Traits.oneHop(name(), viewers()),
                ports,
                scratch,
                List.of(List.of(program("haproxy"), "-db", "-q", "-f", configuration)));
    }

    private static Path pem(Certificate certificate, Scratch scratch) throws IOException {
        return scratch.write(
                "haproxy.pem", Files.readString(certificate.chain()) + Files.readString(certificate.key()));
    }

    private Viewers viewers() {
        Certificate secured = certificate;
        return secured == null
                ? ViewerKind.TCP
                : port -> new TcpConnection(secured.secured(TcpConnection.socket(port), port));
    }
}
