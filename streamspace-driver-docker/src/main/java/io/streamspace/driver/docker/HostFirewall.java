package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions from the Docker host's own services. An internal network has no way out, but the host has an address on each bridge, and answers there
 * whatever listens on all addresses. One rule for all bridges of sessions closes that; connections that the host opens are not touched. It needs
 * iptables and the right to use it in the host's network namespace: docs/decisions/0071-host-services-closed-by-one-rule.md.
 */
final class HostFirewall {
    private static final Logger LOG = LoggerFactory.getLogger(HostFirewall.class);
    private static final List<String> PROGRAMS = List.of("iptables", "ip6tables");
    private static final List<String> RULE =
            List.of("INPUT", "-i", Names.BRIDGE_PREFIX + "+", "-m", "conntrack", "--ctstate", "NEW", "-j", "DROP");
    private static final int LIMIT_SECONDS = 10;

    /** What the operator may choose. */
    enum Mode {
        /** Where the agent can, it sets the rule; else it says so. */
        AUTO,
        /** The driver does not open where it cannot. */
        REQUIRE,
        /** The operator takes care of it. */
        OFF
    }

    private final Mode mode;
    private final boolean onHost;
    private volatile boolean closed;

    HostFirewall(Mode mode, boolean onHost) {
        this.mode = mode;
        this.onHost = onHost;
    }

    /** Sets the rule unless it is there. */
    void close() throws DriverException, InterruptedException {
        if (mode == Mode.OFF) {
            LOG.atInfo().log("Keeping sessions from this host's services is left to the operator");
            return;
        }
        Optional<String> problem = onHost ? install() : Optional.of("the agent is not in the host's network namespace");
        closed = problem.isEmpty();
        if (closed) {
            LOG.atInfo().log("Sessions cannot reach services of this host");
        } else if (mode == Mode.REQUIRE) {
            throw new DriverException(Kind.FORBIDDEN, sentence(problem.get()));
        } else {
            LOG.atWarn().addKeyValue("reason", problem.get()).log(sentence(problem.get()));
        }
    }

    private static String sentence(String problem) {
        return "Sessions can reach services of the Docker host that listen on all addresses: " + problem
                + ". Run the agent with iptables and CAP_NET_ADMIN on the host, or set this rule at the host's start: iptables -I "
                + String.join(" ", RULE);
    }

    /** Whether sessions reach the host, for operators. */
    String state() {
        if (mode == Mode.OFF) {
            return "left to the operator";
        }
        return closed ? "closed" : "reachable";
    }

    /** The first failure; IPv6 is taken along where there is any. */
    private static Optional<String> install() throws InterruptedException {
        for (String program : PROGRAMS) {
            Optional<String> problem = run(program, "-C").isEmpty() ? Optional.empty() : run(program, "-I");
            if (problem.isPresent() && program.equals(PROGRAMS.getFirst())) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** What it said where it failed. */
    private static Optional<String> run(String program, String action) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "-w", "5", action));
        command.addAll(RULE);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(program + " does not end");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(program + " said: " + said);
        } catch (IOException e) {
            return Optional.of(program + " is not on the path");
        }
    }
}
