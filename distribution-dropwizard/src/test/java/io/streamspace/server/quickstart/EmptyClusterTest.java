package io.streamspace.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyClusterTest {
    @TempDir
    Path folder;

    private Path binaries;
    private Path data;

    @BeforeEach
    void make() throws Exception {
        binaries = Files.createDirectory(folder.resolve("binaries"));
        data = folder.resolve("postgres");
    }

    private void template() throws Exception {
        Path template = Files.createDirectory(binaries.resolve(EmptyCluster.NAME));
        Files.createDirectory(
                template.resolve("base"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(template.resolve("base/1"), "one");
        Files.writeString(template.resolve("PG_VERSION"), "17");
    }

    @Test
    void it_is_copied_whole_and_for_its_owner_alone() throws Exception {
        template();

        EmptyCluster.copy(binaries, data);

        assertThat(data.resolve("base/1")).hasContent("one");
        assertThat(data.resolve("PG_VERSION")).hasContent("17");
        for (Path owned : new Path[] {data, data.resolve("base")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(owned)))
                    .isEqualTo("rwx------");
        }
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("copying"));
    }

    @Test
    void data_that_are_there_stay_as_they_are() throws Exception {
        template();
        Files.createDirectory(data);
        Files.writeString(data.resolve("PG_VERSION"), "16");

        EmptyCluster.copy(binaries, data);

        assertThat(data.resolve("PG_VERSION")).hasContent("16");
        assertThat(data.resolve("base")).doesNotExist();
    }

    @Test
    void without_one_nothing_is_made() throws Exception {
        EmptyCluster.copy(binaries, data);

        assertThat(data).doesNotExist();
    }
}
