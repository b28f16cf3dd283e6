package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static io.streamspace.driver.docker.DriverFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.AuthConfig;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.testing.Component;
import io.streamspace.protocol.testing.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images come from a registry that asks who is there. */
@Requires({Component.DOCKER, Component.DOCKER_REGISTRY})
class RegistryTest {
    private static final String USER = "puller";
    private static final String PASSWORD = "geheim";

    /** Of {@link #PASSWORD}, by bcrypt. */
    private static final String HASH = "$2b$12$go8DDHMuR4tK4uHv8jKSSOX8loNx1yDg3sbmTnxwwY3PD8/0crw2G";

    @TempDir
    private static Path folder;

    private static Process registry;
    private static String host;

    private DriverFixture fixture;
    private String image;

    @BeforeAll
    static void startRegistry() throws Exception {
        int port = freePort();
        host = "127.0.0.1:" + port;
        Path users = Files.writeString(folder.resolve("users"), USER + ":" + HASH + "\n");
        Path configuration =
                Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s"}
                auth: {htpasswd: {realm: test, path: %s}}
                """.formatted(folder.resolve("images"), host, users));
        registry = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await("the registry to listen").until(() -> listens(port));
    }

    @AfterAll
    static void stopRegistry() throws InterruptedException {
        registry.destroyForcibly().waitFor();
    }

    /** The image is in the registry and not on the engine. */
    @BeforeEach
    void push() throws Exception {
        fixture = new DriverFixture();
        image = host + "/desktops/" + fixture.agentId + ":1";
        fixture.engine.tiny(image);
        fixture.engine
                .client
                .pushImageCmd(image)
                .withAuthConfig(new AuthConfig()
                        .withUsername(USER)
                        .withPassword(PASSWORD)
                        .withRegistryAddress(host))
                .start()
                .awaitCompletion();
        fixture.engine.client.removeImageCmd(image).withForce(true).exec();
    }

    @AfterEach
    void close() throws Exception {
        fixture.engine.sweep(fixture.agentId);
        fixture.engine
                .client
                .listImagesCmd()
                .withFilter("reference", List.of(image))
                .exec()
                .forEach(found -> fixture.engine
                        .client
                        .removeImageCmd(found.getId())
                        .withForce(true)
                        .exec());
        fixture.close();
    }

    @Test
    void an_image_is_pulled_with_the_log_in_of_the_options_and_its_layers_are_told() throws Exception {
        List<String> told = new ArrayList<>();
        try (DockerDriver driver = fixture.open(
                "pull", "if-not-present", "registry", host, "registry-username", USER, "registry-password", PASSWORD)) {
            var facts = driver.start(ref("sess-1"), spec(image, Map.of()), (stage, message, fraction) -> {
                if (stage.equals("pulling_image")) {
                    told.add(message);
                }
            });

            assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
        }
        assertThat(told).hasSizeGreaterThan(1).last().asString().contains("layers");
    }

    @Test
    void an_image_is_pulled_with_the_log_in_of_the_docker_configuration_file() throws Exception {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                folder.resolve("config.json"), "{\"auths\": {\"" + host + "\": {\"auth\": \"" + login + "\"}}}");
        try (DockerDriver driver = fixture.open("pull", "always", "docker-config", folder.toString())) {
            assertThat(driver.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED)
                            .state())
                    .isEqualTo(ObservedState.RUNNING);
        }
    }

    @Test
    void without_a_log_in_the_user_is_told_and_the_operator_what_to_do() throws Exception {
        try (DockerDriver driver = fixture.open("pull", "if-not-present")) {
            assertThatThrownBy(() -> driver.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE))
                    .hasMessageContaining("registry-username");
        }
    }

    @Test
    void an_image_that_the_registry_does_not_have_is_told() throws Exception {
        try (DockerDriver driver = fixture.open(
                "pull", "if-not-present", "registry", host, "registry-username", USER, "registry-password", PASSWORD)) {
            assertThatThrownBy(() ->
                            driver.start(ref("sess-1"), spec(host + "/desktops/none:1", Map.of()), Progress.IGNORED))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE))
                    .hasMessageContaining("name and tag");
            driver.destroy(ref("sess-1"));
        }
        assertThat(fixture.leftovers()).isEmpty();
    }

    @Test
    void an_agent_that_may_not_pull_says_so() throws Exception {
        try (DockerDriver driver = fixture.open("pull", "never")) {
            assertThatThrownBy(() -> driver.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED))
                    .hasMessageContaining("may not pull");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
