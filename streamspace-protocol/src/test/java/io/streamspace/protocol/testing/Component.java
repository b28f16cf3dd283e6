package io.streamspace.protocol.testing;

import java.util.List;
import java.util.Optional;

/** A component that a test can need and a machine can lack. */
public enum Component {
    CHROMIUM {
        @Override
        Optional<String> missing(Machine machine) {
            return noneOnPath(machine, List.of("chromium", "chromium-browser", "google-chrome"), "chromium");
        }
    },
    TIGERVNC {
        @Override
        Optional<String> missing(Machine machine) {
            return noneOnPath(machine, List.of("Xtigervnc"), "tigervnc-standalone-server");
        }
    },
    DOCKER {
        @Override
        Optional<String> missing(Machine machine) {
            return machine.dockerAnswers()
                    ? Optional.empty()
                    : Optional.of("no Docker engine answers at " + machine.dockerSocket()
                            + " (apt-get install docker.io and start it, or set DOCKER_HOST=unix://...)");
        }
    },
    DOCKER_REGISTRY {
        @Override
        Optional<String> missing(Machine machine) {
            return noneOnPath(machine, List.of("docker-registry"), "docker-registry");
        }
    },
    KUBERNETES {
        @Override
        Optional<String> missing(Machine machine) {
            return machine.hasKubeconfig()
                    ? Optional.empty()
                    : Optional.of(
                            "KUBECONFIG names no file (export $(.ci/kubernetes/node up) starts a node as root; or set it to"
                                    + " a cluster for tests)");
        }
    };

    /** What is missing and how to get it, in one line; empty when the component is there. */
    abstract Optional<String> missing(Machine machine);

    private static Optional<String> noneOnPath(Machine machine, List<String> executables, String debianPackage) {
        return executables.stream().anyMatch(machine::hasExecutable)
                ? Optional.empty()
                : Optional.of(
                        String.join(" or ", executables) + " is not on PATH (apt-get install " + debianPackage + ")");
    }
}
