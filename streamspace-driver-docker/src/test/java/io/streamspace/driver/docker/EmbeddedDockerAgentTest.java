package io.streamspace.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.Agent;
import io.streamspace.agent.AgentHealth;
import io.streamspace.protocol.testing.RequiresDocker;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's sample. */
@RequiresDocker
class EmbeddedDockerAgentTest {
    @TempDir
    private Path dataDirectory;

    @Test
    void an_agent_with_the_driver_is_built_and_looks_for_its_hub() throws Exception {
        try (ServerSocket nobody = new ServerSocket(0)) {
            String hubUrl = "ws://127.0.0.1:" + nobody.getLocalPort();
            Agent agent = Agent.builder()
                    .id("docker-1")
                    .controlPlane(hubUrl)
                    .enrolmentKey("the hub's enrolment key")
                    .driver(new DockerDriverFactory(), Map.of("pull", "never", "host-firewall", "auto"))
                    .dataDirectory(dataDirectory)
                    .build();
            try (agent) {
                agent.start();
                assertThat(agent.status().link()).isNotEqualTo(AgentHealth.Link.ONLINE);
            }
        }
    }
}
