package io.streamspace.helm;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Java process in a pod, as root of the pod's node sees it: on the node that the repository's scripts start, which is this machine. */
final class PodProcess {
    private final long pid;

    private PodProcess(long pid) {
        this.pid = pid;
    }

    /** Skips the test where the pod runs on another machine, and fails it where nothing may be skipped. */
    static PodProcess of(Pod pod) {
        var found = ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process ->
                        cgroup(process.pid()).contains(pod.getMetadata().getUid()))
                .findFirst();
        if (found.isEmpty()) {
            String reason = "pod " + pod.getMetadata().getName()
                    + " does not run on this machine, so its process cannot be suspended (export $(.ci/kubernetes/node up))";
            if (Boolean.parseBoolean(System.getenv("STREAMSPACE_REQUIRE_ALL"))) {
                throw new AssertionError(reason);
            }
            System.out.println("SKIPPED " + reason);
            Assumptions.abort(reason);
        }
        return new PodProcess(found.orElseThrow().pid());
    }

    /** Without the kubelet or the process itself having a say. */
    void kill() {
        run("kill", "-KILL", Long.toString(pid));
    }

    /** It does nothing more, and its sockets stay. */
    void suspend() {
        run("kill", "-STOP", Long.toString(pid));
    }

    void resume() {
        run("kill", "-CONT", Long.toString(pid));
    }

    /** Nothing passes between the pod and the rest of the world, and nobody is told. */
    void cutOff(boolean on) {
        for (String chain : List.of("INPUT", "OUTPUT")) {
            run("nsenter", "--target", Long.toString(pid), "--net", "iptables", on ? "-I" : "-D", chain, "-j", "DROP");
        }
    }

    private static String cgroup(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new AssertionError(Stream.of(command).toList() + " failed");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
