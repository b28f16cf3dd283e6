package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is to end waits for its sessions, but not for ever. */
@RequiresTigerVnc
class DrainTest {
    private static final String AGENT = "agent-1";

    @TempDir
    static Path folder;

    private Installation installation;
    private String session;

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
        Program agent = installation.startAgent(AGENT, "process");
        session = installation.admin().start("desktop");
        installation.admin().awaitState(session, "running");
        agent.stop();
    }

    @AfterEach
    void uninstall() {
        installation.close();
    }

    @Test
    void a_draining_agent_says_what_it_waits_for_and_ends_with_its_last_session() {
        Program agent = installation.launchAgent(
                AGENT, "process", installation.port(), List.of("--drain", "--drain-timeout=5m"));
        agent.await("waiting for 1 sessions to end: " + session);
        installation.awaitAgent(AGENT, "draining");
        String refused = installation.admin().start("desktop");

        installation.admin().delete("/api/v1/sessions/" + session);

        assertThat(agent.exitCode()).as(agent.output()).isZero();
        assertThat(agent.output()).contains("Drained: no session is left.");
        assertThat(installation.admin().state(refused)).isNotEqualTo("running");
    }

    @Test
    void the_deadline_ends_the_agent_and_not_the_session() {
        Program agent = installation.launchAgent(
                AGENT, "process", installation.port(), List.of("--drain", "--drain-timeout=3s"));

        assertThat(agent.exitCode()).as(agent.output()).isEqualTo(3);
        assertThat(agent.output()).contains("go on without this agent: " + session);
        assertThat(Desktops.of(installation.folder())).hasSize(1);
    }

    @Test
    void an_agent_with_a_drain_timeout_waits_after_sigterm_too() {
        Program agent = installation.launchAgent(AGENT, "process", installation.port(), List.of("--drain-timeout=5m"));
        installation.awaitAgent(AGENT, "online");
        agent.handle().destroy();
        agent.await("waiting for 1 sessions to end: " + session);

        installation.admin().delete("/api/v1/sessions/" + session);

        assertThat(agent.exitCode()).as(agent.output()).isEqualTo(143);
        assertThat(agent.output()).contains("Drained: no session is left.");
    }
}
