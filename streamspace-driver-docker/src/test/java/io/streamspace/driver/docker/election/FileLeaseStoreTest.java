package io.streamspace.driver.docker.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.tck.LeaseStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileLeaseStoreTest extends LeaseStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected LeaseStore open(String holder) throws IOException {
        return new FileLeaseStore(folder, holder);
    }

    @Test
    void the_lease_of_a_killed_process_is_free_at_once_and_that_of_a_suspended_one_is_not() throws Exception {
        Process other = otherProcess();
        LeaseStore store = store("here");
        Lease held = store.read().orElseThrow();
        assertThat(held.free()).isFalse();

        signal(other, "STOP");
        assertThat(store.read()).contains(held);

        other.destroyForcibly().waitFor();
        assertThat(store.read()).contains(held.freed());
        assertThat(store.take(held.freed(), lease("here", 2))).isTrue();
    }

    @Test
    void what_was_half_written_counts_for_nothing() throws Exception {
        LeaseStore store = store("a");
        store.take(null, lease("a", 1));
        Files.writeString(folder.resolve("new-half"), "v1 b 2");

        assertThat(store.read()).contains(lease("a", 1));
    }

    @Test
    void a_file_that_cannot_be_read_says_which_and_what_to_do() throws Exception {
        LeaseStore store = store("a");
        store.take(null, lease("a", 1));
        try (Stream<Path> files = Files.list(folder)) {
            Path lease = files.filter(f -> f.getFileName().toString().startsWith("lease-"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(lease, "v9 something else");
        }

        assertThatThrownBy(store::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Remove it while no agent");
    }

    @Test
    void a_thousand_changes_leave_a_handful_of_files() throws Exception {
        LeaseStore store = store("a");
        Lease seen = null;
        for (int term = 1; term < 1000; term++) {
            store.take(seen, lease("a", term));
            seen = lease("a", term);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeLessThan(5);
        }
    }

    private Process otherProcess() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("taken");
        return process;
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** What the other process runs. */
    static final class Other {
        private Other() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            LeaseStore store = new FileLeaseStore(Path.of(arguments[0]), "other");
            store.take(null, lease("other", 1));
            System.out.println("taken");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
