package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenSSH's reverse tunnel, {@code ssh -R}: the desktops' side dials out, and all streams share its one connection. Server and client of its own,
 * on a loopback port, with keys that last as long as the run; nobody's configuration is read or changed. It encrypts, which cannot be turned off.
 */
final class SshReverse implements PeerKind {
    private static final String SERVER = """
            Port %1$d
            ListenAddress 127.0.0.1
            HostKey %2$s/host
            AuthorizedKeysFile %2$s/client.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            AllowTcpForwarding remote
            """;

    @Override
    public String name() {
        return "ssh -R";
    }

    @Override
    public List<String> programs() {
        return List.of("sshd", "ssh", "ssh-keygen");
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        if (System.getProperty("user.name").equals("root")) {
            // sshd wants it to be there; with a service manager it is.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Scratch scratch = new Scratch();
        key(scratch, "host");
        key(scratch, "client");
        int port = Scratch.freePort();
        String configuration = scratch.write("sshd_config", SERVER.formatted(port, scratch.folder()))
                .toString();
        Map<Service, Integer> ports = Scratch.ports();
        var traits = new ProgramPeer.Traits(name(), ViewerKind.TCP, true, Integer.MAX_VALUE);
        List<String> server = List.of(program("sshd"), "-D", "-e", "-f", configuration);
        return ProgramPeer.start(traits, ports, scratch, List.of(server, client(scratch, port, ports, desktops)));
    }

    private void key(Scratch scratch, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        program("ssh-keygen"),
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        scratch.file(name).toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("ssh-keygen ended with " + exit);
        }
    }

    private List<String> client(Scratch scratch, int port, Map<Service, Integer> ports, Desktops desktops) {
        List<String> command = new ArrayList<>(List.of(program("ssh"), "-F", "none", "-N", "-p", String.valueOf(port)));
        command.addAll(List.of("-i", scratch.file("client").toString()));
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null",
                "GlobalKnownHostsFile=/dev/null",
                "ExitOnForwardFailure=yes",
                "ConnectionAttempts=50")) {
            command.addAll(List.of("-o", option));
        }
        ports.forEach((service, outside) ->
                command.addAll(List.of("-R", "127.0.0.1:%d:127.0.0.1:%d".formatted(outside, desktops.port(service)))));
        command.add(System.getProperty("user.name") + "@127.0.0.1");
        return command;
    }
}
