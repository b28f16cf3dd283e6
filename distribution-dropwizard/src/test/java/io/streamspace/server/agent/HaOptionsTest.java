package io.streamspace.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.AgentException;
import io.streamspace.agent.spi.LeaderElection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class HaOptionsTest {
    @TempDir
    private Path folder;

    /** Carries the options. */
    @Command
    static final class Any {
        @Mixin
        private HaOptions options = new HaOptions();
    }

    @Test
    void one_agent_alone_leads_at_once() {
        List<Long> terms = new ArrayList<>();

        election().campaign(candidate(terms));

        assertThat(terms).containsExactly(0L);
    }

    @Test
    void agents_of_one_host_need_no_other_setting() {
        List<Long> terms = new CopyOnWriteArrayList<>();
        try (LeaderElection election = election("--enable-ha", "--ha-lease-duration=300ms")) {
            election.campaign(candidate(terms));

            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(terms).hasSize(1));
        }
        assertThat(folder.resolve("leases").resolve("agent-1")).isDirectory();
    }

    @Test
    void what_does_not_fit_together_is_refused_with_what_to_do() {
        assertRefused("Set ENABLE_HA=true", "--ha-backend=file");
        assertRefused("needs HA_REDIS_URL", "--enable-ha", "--ha-backend=redis");
        assertRefused("must be file", "--enable-ha", "--ha-backend=etcd");
        assertRefused("Kubernetes calls nothing", "--enable-ha", "--ha-backend=kubernetes", "--lease-lock-name=Agents");
        assertRefused(
                "HA_RENEW_DEADLINE and HA_RETRY_PERIOD do not fit together: the renew deadline",
                "--enable-ha",
                "--ha-lease-duration=2s",
                "--ha-renew-deadline=3s");
        assertThatThrownBy(() -> election("--enable-ha", "--ha-lease-duration=soon"))
                .hasMessageContaining("--ha-lease-duration")
                .hasMessageContaining("good ones are 500ms, 30s");
    }

    private void assertRefused(String sentence, String... flags) {
        assertThatThrownBy(() -> election(flags))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining(sentence);
    }

    private LeaderElection election(String... flags) {
        var any = new Any();
        new CommandLine(any).parseArgs(flags);
        return any.options.election("agent-1", "process", folder);
    }

    private static LeaderElection.Candidate candidate(List<Long> terms) {
        return new LeaderElection.Candidate() {
            @Override
            public void elected(long term) {
                terms.add(term);
            }

            @Override
            public void deposed() {}
        };
    }
}
