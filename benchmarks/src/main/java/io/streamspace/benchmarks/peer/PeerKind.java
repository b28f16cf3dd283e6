package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import java.io.IOException;
import java.util.List;

/** A peer that takes part where its programs are installed. */
public interface PeerKind {
    /** The head of its column. */
    String name();

    /** What it needs, by the names of the commands. */
    List<String> programs();

    /** Starts it and waits until it relays. */
    Peer start(Desktops desktops) throws IOException, InterruptedException;

    /** Those of its programs that this machine does not have. */
    default List<String> missing() {
        return programs().stream().filter(name -> Programs.find(name).isEmpty()).toList();
    }

    /** The whole path of one of its programs. */
    default String program(String name) {
        return Programs.find(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed"))
                .toString();
    }

    /** Those that come with the load program, in the order of the columns. */
    static List<PeerKind> known() {
        return List.of(Haproxy.plain(), new Nginx(), new Websockify(), new SshReverse());
    }
}
