package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** nginx as a WebSocket proxy, the usual front of a web desktop, before desktops that speak WebSocket themselves. One worker for each processor. */
final class Nginx implements PeerKind {
    private static final String SERVER = """
              server {
                listen 127.0.0.1:%d;
                location / {
                  proxy_pass http://127.0.0.1:%d;
                  proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "Upgrade";
                  proxy_read_timeout 1h;
                  proxy_send_timeout 1h;
                }
              }
            """;

    @Override
    public String name() {
        return "nginx WebSocket";
    }

    @Override
    public List<String> programs() {
        return List.of("nginx");
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        Scratch scratch = new Scratch();
        Map<Service, Integer> ports = Scratch.ports();
        var text = new StringBuilder(
                "daemon off;\nworker_processes auto;\npid %1$s/pid;\nerror_log stderr;\n".formatted(scratch.folder()));
        text.append("events { worker_connections 4096; }\nhttp {\n  access_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            text.append("  %s_temp_path %s;\n".formatted(kind, scratch.file(kind)));
        }
        ports.forEach((service, port) -> text.append(SERVER.formatted(port, desktops.webSocketPort(service))));
        String configuration =
                scratch.write("nginx.conf", text.append("}\n").toString()).toString();
        return ProgramPeer.start(
                ProgramPeer.Traits.oneHop(name(), ViewerKind.WEBSOCKET),
                ports,
                scratch,
                List.of(List.of(program("nginx"), "-p", scratch.folder().toString(), "-c", configuration)));
    }
}
