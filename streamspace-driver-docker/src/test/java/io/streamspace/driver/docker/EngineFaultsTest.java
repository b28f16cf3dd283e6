package io.streamspace.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the engine cannot be used, or says no. Needs no engine. */
class EngineFaultsTest {
    @TempDir
    private Path folder;

    private DriverContext context(String... option) {
        return new DriverContext("agent-1", folder, Map.of(option[0], option[1]), Clock.systemUTC());
    }

    @Test
    void an_engine_that_is_not_there_is_missing_with_what_to_do() {
        DriverContext nowhere = context("host", "unix://" + folder.resolve("none.sock"));

        assertThat(new DockerDriverFactory().missing(nowhere))
                .hasValueSatisfying(text -> assertThat(text).contains("No Docker engine answers", "systemctl start"));
        assertThatThrownBy(() -> new DockerDriverFactory().open(nowhere))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE));
    }

    @Test
    void an_engine_that_accepts_and_never_answers_is_missing_after_a_while() throws Exception {
        Path socket = folder.resolve("silent.sock");
        try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            assertThat(new DockerDriverFactory(Duration.ofSeconds(2)).missing(context("host", "unix://" + socket)))
                    .hasValueSatisfying(text -> assertThat(text).contains("has not answered for 2 seconds"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pull,sometimes,'always, if-not-present'",
        "reach,magic,published",
        "capabilities,FLY,CHOWN",
        "stop-grace,soon,5",
        "shm,-1,256Mi"
    })
    void a_wrong_option_is_refused_with_its_name_and_good_values(String name, String value, String good) {
        assertThatThrownBy(() -> new DockerDriverFactory().open(context(name, value)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(good);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write /x: no space left on device | NO_CAPACITY | disk is full",
                "could not find an available, non-overlapping IPv4 address pool | NO_CAPACITY | default-address-pools",
                "No such image: x:1 | IMAGE_UNAVAILABLE | name and tag",
                "manifest for x:1 not found: manifest unknown | IMAGE_UNAVAILABLE | name and tag",
                "unauthorized: authentication required | IMAGE_UNAVAILABLE | registry-username",
                "exec: \"x\": executable file not found in $PATH: unknown | INVALID_SPEC | Check the command",
                "Bind for 127.0.0.1:5900 failed: port is already allocated | NO_CAPACITY | is taken",
                "The container name \"/x\" is already in use by container \"y\" | INTERNAL | has the session's name",
                "something that nobody has heard of | INTERNAL | agent's log"
            })
    void what_the_engine_says_becomes_a_sentence_for_the_user(String said, Kind kind, String sentence) {
        DriverException failure = Failures.of(said, null);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(sentence);
        assertThat(failure.detail()).isEqualTo(said);
    }

    @Test
    void the_jar_offers_the_driver_to_the_agent() {
        assertThat(ServiceLoader.load(SessionDriverFactory.class))
                .filteredOn(factory -> factory.platform().equals("docker"))
                .singleElement()
                .isInstanceOf(DockerDriverFactory.class);
    }

    @Test
    void a_password_is_not_in_what_is_printed_of_the_options() throws DriverException {
        assertThat(DockerOptions.of(context("registry-password", "geheim")).toString())
                .doesNotContain("geheim");
    }
}
