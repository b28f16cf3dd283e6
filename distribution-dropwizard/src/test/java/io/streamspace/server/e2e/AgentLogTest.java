package io.streamspace.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of an agent. */
class AgentLogTest {
    /** On which nothing listens. */
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    @Test
    void an_agent_that_does_not_reach_its_hub_says_which_hub_and_why() {
        try (var agent = start(Map.of())) {
            assertThat(agent.await(".*Trouble with the link to the hub.*").group())
                    .contains("WARN", "hub=\"" + NOBODY + "\"", "problem=\"", "agentId=\"agent-1\"");
        }
    }

    @Test
    void a_level_that_is_none_ends_it_with_a_sentence() {
        try (var agent = start(Map.of("LOG_LEVEL", "LOUD"))) {
            assertThat(agent.exitCode()).isEqualTo(2);
            assertThat(agent.output()).contains("LOG_LEVEL", "LOUD").doesNotContain("Exception");
        }
    }

    private Program start(Map<String, String> environment) {
        return Program.start(
                "agent",
                environment,
                List.of(
                        "agent",
                        "--agent-id=agent-1",
                        "--platform=memory",
                        "--control-plane-url=" + NOBODY,
                        "--enrolment-key=a-key-for-enrolment",
                        "--data-dir=" + folder));
    }
}
