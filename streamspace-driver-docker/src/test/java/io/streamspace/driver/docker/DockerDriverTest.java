package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;
import static io.streamspace.driver.docker.DriverFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.testing.RequiresDocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver does beside what the kit asks of every driver. */
@RequiresDocker
class DockerDriverTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private DriverFixture fixture;
    private DockerDriver driver;

    @BeforeEach
    void open() throws Exception {
        fixture = new DriverFixture();
        driver = fixture.open();
    }

    @AfterEach
    void close() throws Exception {
        driver.close();
        fixture.close();
    }

    @Test
    void a_start_tells_its_stages_in_order() throws Exception {
        List<String> stages = new ArrayList<>();

        driver.start(ref("sess-1"), spec(), (stage, message, fraction) -> stages.add(stage));

        assertThat(stages).containsExactly("creating_container", "starting_container", "starting_desktop", "ready");
    }

    @Test
    void a_session_is_held_to_its_limits_and_has_no_privileges() throws Exception {
        driver.start(
                ref("sess-1"),
                spec(
                        TestEngine.PLAIN,
                        Map.of("docker.pids", "300", "docker.shm", "64Mi"),
                        new Resources(0.5, 512L << 20),
                        false,
                        List.of()),
                Progress.IGNORED);

        InspectContainerResponse container = fixture.engine.container(fixture.agentId, "sess-1");
        assertThat(container.getHostConfig().getNanoCPUs()).isEqualTo(500_000_000L);
        assertThat(container.getHostConfig().getMemory()).isEqualTo(512L << 20);
        assertThat(container.getHostConfig().getMemorySwap()).isEqualTo(512L << 20);
        assertThat(container.getHostConfig().getPidsLimit()).isEqualTo(300);
        String status = fixture.engine.run(container.getId(), "cat", "/proc/1/status");
        assertThat(status)
                .containsPattern("CapEff:\\s+0000000000000000")
                .containsPattern("CapBnd:\\s+0000000000000000");
        assertThat(status).containsPattern("NoNewPrivs:\\s+1");
        assertThat(fixture.engine.run(container.getId(), "df", "-k", "/dev/shm"))
                .contains("65536");
    }

    @Test
    void a_read_only_root_leaves_the_home_and_tmp_to_write_to() throws Exception {
        driver.start(
                ref("sess-1"),
                spec(TestEngine.PLAIN, Map.of("docker.read_only", "true", "docker.tmpfs", "/srv")),
                Progress.IGNORED);

        String container = fixture.engine.container(fixture.agentId, "sess-1").getId();
        String written = fixture.engine.run(
                container,
                "sh",
                "-c",
                "for f in /home/user /tmp /opt /usr/local/bin; do touch $f/x 2>/dev/null && echo $f; done");
        assertThat(written.lines()).containsExactly("/home/user", "/tmp");
        assertThat(fixture.engine.run(container, "stat", "-f", "-c", "%T", "/srv"))
                .isEqualTo("tmpfs");
    }

    @Test
    void the_images_cache_of_fonts_is_good_in_a_session_so_that_no_program_reads_all_fonts() throws Exception {
        driver.start(ref("sess-1"), spec(TestEngine.IMAGE, Map.of()), Progress.IGNORED);
        String container = fixture.engine.container(fixture.agentId, "sess-1").getId();

        assertThat(fixture.engine.run(container, "env", "FC_DEBUG=16", "fc-match", "sans"))
                .contains("DejaVu")
                .doesNotContain("FcDirCacheWriteDir");
    }

    @Test
    void a_session_sleeps_and_wakes_in_the_same_container_wherever_that_is_then() throws Exception {
        SessionFacts before = driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        String container = fixture.engine.container(fixture.agentId, "sess-1").getId();
        fixture.engine.run(container, "touch", "/home/user/kept");

        SessionFacts asleep = driver.hibernate(ref("sess-1"));
        assertThat(asleep.state()).isEqualTo(ObservedState.HIBERNATED);
        assertThatThrownBy(() -> driver.dial(ref("sess-1"), "vnc")).hasMessageContaining("Wake it first");
        SessionFacts awake = driver.wake(ref("sess-1"), spec(), Progress.IGNORED);

        assertThat(awake.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(awake.handle()).isEqualTo(before.handle());
        assertThat(fixture.engine.run(container, "ls", "/home/user")).contains("kept");
    }

    @Test
    void a_hibernated_session_wakes_although_somebody_pruned_its_network() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.hibernate(ref("sess-1"));
        fixture.engine
                .client
                .listNetworksCmd()
                .withFilter("label", List.of(Labels.AGENT + "=" + fixture.agentId))
                .exec()
                .forEach(network ->
                        fixture.engine.client.removeNetworkCmd(network.getId()).exec());

        assertThat(driver.wake(ref("sess-1"), spec(), Progress.IGNORED).state()).isEqualTo(ObservedState.RUNNING);

        driver.destroy(ref("sess-1"));
        assertThat(fixture.leftovers()).isEmpty();
    }

    @Test
    void a_session_whose_container_is_gone_wakes_as_a_new_one_on_its_home() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        String container = fixture.engine.container(fixture.agentId, "sess-1").getId();
        fixture.engine.run(container, "touch", "/home/user/kept");
        driver.hibernate(ref("sess-1"));
        fixture.engine.client.removeContainerCmd(container).exec();

        assertThat(driver.wake(ref("sess-1"), spec(), Progress.IGNORED).state()).isEqualTo(ObservedState.RUNNING);

        String next = fixture.engine.container(fixture.agentId, "sess-1").getId();
        assertThat(fixture.engine.run(next, "ls", "/home/user")).contains("kept");
    }

    @Test
    void a_stopped_session_starts_again_in_its_container() throws Exception {
        SessionFacts first = driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.stop(ref("sess-1"));
        assertThat(driver.inspect(ref("sess-1")).reason()).isNull();

        SessionFacts second = driver.start(ref("sess-1"), spec(), Progress.IGNORED);

        assertThat(second.handle()).isEqualTo(first.handle());
        assertThat(second.state()).isEqualTo(ObservedState.RUNNING);
    }

    @Test
    void an_older_start_does_not_undo_a_newer_one() throws Exception {
        var newer = new io.streamspace.agent.spi.SessionRef("sess-1", 2, null);
        SessionFacts facts = driver.start(newer, spec(), Progress.IGNORED);

        assertThatThrownBy(() -> driver.start(ref("sess-1"), spec(), Progress.IGNORED))
                .hasMessageContaining("newer start");

        assertThat(driver.inspect(newer).handle()).isEqualTo(facts.handle());
    }

    @Test
    void a_session_of_which_only_a_network_is_left_is_listed_and_can_be_removed() throws Exception {
        fixture.engine
                .client
                .createNetworkCmd()
                .withName("left-" + fixture.agentId)
                .withLabels(Labels.part(fixture.agentId, ref("sess-1")))
                .exec();

        assertThat(driver.list()).singleElement().satisfies(facts -> {
            assertThat(facts.sessionId()).isEqualTo("sess-1");
            assertThat(facts.state()).isEqualTo(ObservedState.STARTING);
        });
        driver.destroy(ref("sess-1"));
        assertThat(driver.list()).isEmpty();
        assertThat(fixture.leftovers()).isEmpty();
    }

    @Test
    void a_bridge_that_an_engine_kept_of_a_network_that_it_lost_does_not_keep_the_session_from_starting()
            throws Exception {
        var left = fixture.engine
                .client
                .createNetworkCmd()
                .withName(fixture.agentId + "-left")
                .withOptions(Map.of("com.docker.network.bridge.name", new Names(fixture.agentId).bridge("sess-1", 0)))
                .exec();
        try {
            driver.start(ref("sess-1"), spec(), Progress.IGNORED);

            assertThat(driver.list()).hasSize(1);
            driver.destroy(ref("sess-1"));
            assertThat(driver.list()).isEmpty();
        } finally {
            fixture.engine.client.removeNetworkCmd(left.getId()).exec();
        }
    }

    @Test
    void another_agents_sessions_are_not_seen() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        try (DriverFixture other = new DriverFixture();
                DockerDriver theirs = other.open()) {
            assertThat(theirs.list()).isEmpty();
            theirs.destroy(ref("sess-1"));
        }
        assertThat(driver.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.RUNNING);
    }

    @Test
    void the_watch_tells_who_was_killed_paused_and_cut_off_and_why() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        driver.start(ref("sess-2"), spec(), Progress.IGNORED);
        List<SessionFacts> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = driver.watch(told::add)) {
            assertThat(watch).isNotNull();
            // What is looked at first, when the subscription has begun.
            await().atMost(SOON).until(() -> told.size() >= 2);

            fixture.engine
                    .client
                    .killContainerCmd(
                            fixture.engine.container(fixture.agentId, "sess-1").getId())
                    .exec();
            fixture.engine
                    .client
                    .pauseContainerCmd(
                            fixture.engine.container(fixture.agentId, "sess-2").getId())
                    .exec();

            await().atMost(SOON)
                    .until(() -> told.stream()
                            .anyMatch(facts -> facts.sessionId().equals("sess-1")
                                    && facts.state() == ObservedState.STOPPED
                                    && String.valueOf(facts.reason()).contains("it was killed")));
            await().atMost(SOON)
                    .until(() -> told.stream()
                            .anyMatch(facts ->
                                    facts.sessionId().equals("sess-2") && facts.state() == ObservedState.HIBERNATED));
        }
        assertThat(driver.wake(ref("sess-2"), spec(), Progress.IGNORED).state()).isEqualTo(ObservedState.RUNNING);
    }

    @Test
    void a_desktop_that_ends_at_once_is_told_with_its_code_and_its_last_words() throws Exception {
        String image = fixture.engine.derived(
                "streamspace-test-broken:latest",
                "ENTRYPOINT [\"sh\", \"-c\", \"echo no display to be had >&2; exit 3\"]");

        assertThatThrownBy(() -> driver.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.DESKTOP_FAILED);
                    assertThat(e.getMessage()).contains("code 3");
                    assertThat(e.detail()).contains("no display to be had");
                });
    }

    @Test
    void a_desktop_that_uses_too_much_memory_is_told_so() throws Exception {
        String image = fixture.engine.derived(
                "streamspace-test-greedy:latest",
                "ENTRYPOINT [\"sh\", \"-c\", \"exec head -c 200m /dev/zero | tail\"]");
        var small = spec(image, Map.of(), new Resources(0, 32L << 20), false, List.of());

        assertThatThrownBy(() -> driver.start(ref("sess-1"), small, Progress.IGNORED))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("more memory than the template allows");
    }

    @Test
    void a_silent_port_is_no_desktop() throws Exception {
        String image = fixture.engine.derived("streamspace-test-silent:latest", "ENTRYPOINT [\"sleep\", \"60\"]");
        try (DockerDriver hasty = fixture.open("boot-limit", "2", "stop-grace", "1")) {
            assertThatThrownBy(() -> hasty.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("does not answer after 2 seconds");
            assertThat(hasty.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.STARTING);
            hasty.destroy(ref("sess-1"));
        }
        assertThat(fixture.leftovers()).isEmpty();
    }

    @Test
    void a_program_that_is_not_in_the_image_is_told_so() throws Exception {
        String image = fixture.engine.derived("streamspace-test-empty:latest", "ENTRYPOINT [\"/no/such/program\"]");

        assertThatThrownBy(() -> driver.start(ref("sess-1"), spec(image, Map.of()), Progress.IGNORED))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC))
                .hasMessageContaining("Check the command");
    }

    @Test
    void a_disk_limit_that_the_storage_cannot_hold_is_told_and_does_not_keep_the_session_from_starting()
            throws Exception {
        SessionFacts facts =
                driver.start(ref("sess-1"), spec(TestEngine.PLAIN, Map.of("docker.disk", "5Gi")), Progress.IGNORED);

        assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
        assertThat(facts.metadata().get("disk_limit")).containsAnyOf("not enforced", "5368709120 bytes");
    }

    @Test
    void a_desktop_that_is_looked_at_often_does_not_lock_its_viewers_out() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        for (int look = 0; look < 12; look++) {
            try (DockerDriver another = fixture.open()) {
                assertThat(another.inspect(ref("sess-1")).state()).isEqualTo(ObservedState.RUNNING);
            }
        }
    }

    @Test
    void ports_are_published_on_the_loopback_address_only_where_that_is_asked_for() throws Exception {
        driver.start(ref("sess-1"), spec(), Progress.IGNORED);
        assertThat(fixture.engine
                        .container(fixture.agentId, "sess-1")
                        .getNetworkSettings()
                        .getPorts()
                        .getBindings()
                        .values())
                .allMatch(ports -> ports == null);
        try (DockerDriver publishing = fixture.open("reach", "published")) {
            SessionFacts facts = publishing.start(ref("sess-2"), spec(), Progress.IGNORED);

            assertThat(facts.state()).isEqualTo(ObservedState.RUNNING);
            assertThat(facts.endpoints().get("vnc")).startsWith("127.0.0.1:");
            var bindings = fixture.engine
                    .container(fixture.agentId, "sess-2")
                    .getNetworkSettings()
                    .getPorts()
                    .getBindings();
            assertThat(bindings.values())
                    .allSatisfy(ports ->
                            assertThat(ports).allMatch(p -> p.getHostIp().equals("127.0.0.1")));
        }
    }
}
