package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A peer whose relay is programs of this machine, which listen on a port for each service. */
final class ProgramPeer implements Peer {
    private static final int START_ATTEMPTS = 200;
    private static final long START_PAUSE_MS = 50;
    private static final long STOP_SECONDS = 5;

    private final Traits traits;
    private final Map<Service, Integer> ports;
    private final Scratch scratch;
    private final List<Process> processes = new ArrayList<>();

    /** What tells it from other peers. */
    record Traits(String name, Viewers viewers, boolean dialsOut, int mostStreams) {
        /** One hop that takes any number of streams. */
        static Traits oneHop(String name, Viewers viewers) {
            return new Traits(name, viewers, false, Integer.MAX_VALUE);
        }
    }

    private ProgramPeer(Traits traits, Map<Service, Integer> ports, Scratch scratch) {
        this.traits = traits;
        this.ports = ports;
        this.scratch = scratch;
    }

    /**
     * Starts the programs in that order and waits until a viewer gets through to a desktop.
     *
     * @param ports where viewers connect
     * @param scratch deleted at the end
     */
    static Peer start(Traits traits, Map<Service, Integer> ports, Scratch scratch, List<List<String>> commands)
            throws IOException, InterruptedException {
        var peer = new ProgramPeer(traits, ports, scratch);
        Path log = scratch.file("log");
        for (List<String> command : commands) {
            peer.processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        }
        peer.awaitStart(log);
        return peer;
    }

    private void awaitStart(Path log) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < START_ATTEMPTS && processes.stream().allMatch(Process::isAlive); attempt++) {
            try (Connection connection = open(Service.GREETING)) {
                connection.readFully(new byte[1]);
                return;
            } catch (IOException notYet) {
                Thread.sleep(START_PAUSE_MS);
            }
        }
        String said = Files.readString(log);
        close();
        throw new IOException(traits.name() + " did not start: " + said.strip());
    }

    @Override
    public String name() {
        return traits.name();
    }

    @Override
    public boolean dialsOut() {
        return traits.dialsOut();
    }

    @Override
    public int mostStreams() {
        return traits.mostStreams();
    }

    @Override
    public Connection open(Service service) throws IOException {
        return traits.viewers().open(ports.getOrDefault(service, 0));
    }

    @Override
    public Relay relay() {
        return new Relay(processes.stream().map(Process::toHandle).toList());
    }

    @Override
    public void close() throws IOException {
        processes.reversed().forEach(process -> Processes.end(process, STOP_SECONDS));
        scratch.delete();
    }
}
