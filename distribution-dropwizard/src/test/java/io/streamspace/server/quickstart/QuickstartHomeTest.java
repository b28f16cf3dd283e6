package io.streamspace.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartHomeTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void a_secret_stays_the_same_over_a_restart_and_only_its_owner_can_read_it() throws Exception {
        String first;
        try (var home = QuickstartHome.open(folder, random)) {
            first = home.secret("admin-password");
        }
        try (var home = QuickstartHome.open(folder, random)) {
            assertThat(home.secret("admin-password")).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
            assertThat(home.secret("jwt-secret")).isNotEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("admin-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void each_folder_and_platform_has_an_agent_of_its_own_which_stays_the_same() {
        try (var home = QuickstartHome.open(folder, random);
                var other = QuickstartHome.open(folder.resolve("other"), random)) {
            assertThat(home.agentId("docker"))
                    .matches("quickstart-docker-[0-9a-f]{8}")
                    .isEqualTo(home.agentId("docker"));
            assertThat(Set.of(home.agentId("docker"), home.agentId("process"), other.agentId("docker")))
                    .hasSize(3);
            assertThat(home.agentFolder("docker")).isNotEqualTo(home.agentFolder("process"));
        }
    }

    @Test
    void a_second_quick_start_on_the_same_folder_is_refused_with_what_to_do() {
        try (var home = QuickstartHome.open(folder, random)) {
            assertThat(home.folder()).isEqualTo(folder);
            assertThatThrownBy(() -> QuickstartHome.open(folder, random))
                    .isInstanceOf(QuickstartException.class)
                    .hasMessageContaining("STREAMSPACE_HOME");
        }
    }

    @Test
    void a_folder_that_is_a_file_is_refused_with_what_to_do() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> QuickstartHome.open(file, random))
                .isInstanceOf(QuickstartException.class)
                .hasMessageContaining(file.toString());
    }
}
