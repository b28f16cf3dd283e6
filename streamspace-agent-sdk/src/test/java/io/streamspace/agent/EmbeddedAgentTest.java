package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.agent.memory.InMemoryDriverFactory;
import io.streamspace.agent.tck.TckHub;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.Hello;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the README, run as it stands there. */
final class EmbeddedAgentTest {
    @TempDir
    private Path dataDirectory;

    @Test
    void an_agent_runs_in_an_application_until_it_is_removed_at_the_hub() throws Exception {
        // The stored key stands for an earlier enrolment.
        Files.writeString(dataDirectory.resolve("lab-1.key"), "own key");
        try (var hub = new TckHub(Duration.ofSeconds(1), Duration.ofSeconds(30))) {
            var application = new CompletableFuture<@Nullable Void>();
            Thread.ofVirtual().start(() -> {
                try {
                    runAgent(hub.url());
                    application.complete(null);
                } catch (InterruptedException e) {
                    application.completeExceptionally(e);
                }
            });
            await().atMost(Duration.ofSeconds(30)).until(hub::linked);

            hub.closeLink(CloseCode.AGENT_REMOVED.number(), "");

            await().atMost(Duration.ofSeconds(30)).until(application::isDone);
            assertThat(application).isCompleted();
            assertThat(hub.heard(Hello.class))
                    .singleElement()
                    .satisfies(h -> assertThat(h.agentId()).isEqualTo("lab-1"));
        }
    }

    private void runAgent(String hubUrl) throws InterruptedException {
        try (Agent agent = Agent.builder()
                .id("lab-1")
                .controlPlane(hubUrl)
                .enrolmentKey("the hub's enrolment key")
                .driver(new InMemoryDriverFactory(), Map.of())
                .dataDirectory(dataDirectory)
                .build()) {
            agent.start();
            agent.awaitTermination(Duration.ofDays(365));
        }
    }
}
