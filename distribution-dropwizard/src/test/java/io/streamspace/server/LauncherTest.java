package io.streamspace.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the repository in a clone with a JDK and a Maven that only tell how they were called. */
final class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "streamspace");

    /** As a jar of ours is called. */
    private static final String CLONE = "streamspace-clone";

    @TempDir
    private Path folder;

    private Path clone;
    private Path cache;

    @BeforeEach
    void clone_the_repository() throws IOException {
        cache = folder.resolve("cache");
        clone = folder.resolve(CLONE);
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        script("jdk/bin/javac", "exit 1");
        script("jdk/bin/java", "printf '%s\\n' \"$@\" >'" + folder + "/java'");
        write(CLONE + "/pom.xml", "<project/>");
        write(CLONE + "/.mvn/wrapper/maven-wrapper.properties", "3.9");
        write(CLONE + "/streamspace-hub-core/src/main/java/Hub.java", "class Hub {}");
        write(CLONE + "/examples/process-driver/target/driver.jar", "");
        maven("""
                echo called >>'%s/maven'
                mkdir -p distribution-dropwizard/target/streamspace/lib
                # A copy has the time of the repository's file.
                touch -t 202601020304 distribution-dropwizard/target/streamspace/lib/{jooq-1,other-1,streamspace-hub-core-2}.jar
                """.formatted(folder));
        Files.copy(LAUNCHER, clone.resolve("streamspace"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void the_first_quick_start_lists_its_classes_and_leaves_no_list_behind() throws Exception {
        assertThat(launch("quickstart").exitCode()).isZero();

        assertThat(java()).contains("-XX:DumpLoadedClassList=" + cache + "/classes/quickstart-");
        try (var left = Files.list(cache.resolve("classes"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void another_clone_uses_the_archive_that_was_made_in_a_cache_with_a_blank_too() throws Exception {
        cache = folder.resolve("my cache");
        launch("quickstart");
        Path archive = archive(java());
        Files.move(clone.resolve("distribution-dropwizard"), folder.resolve("built before"));

        launch("quickstart");

        assertThat(java()).contains("-XX:SharedArchiveFile=" + archive + "\n");
    }

    @Test
    void an_archive_of_another_jdk_is_not_used() throws Exception {
        launch("quickstart");
        Path archive = archive(java());
        write("jdk/release", "JAVA_VERSION=\"25.0.2\"\n");

        launch("quickstart");

        assertThat(java()).doesNotContain(archive.toString()).contains("-XX:DumpLoadedClassList=");
    }

    @Test
    void a_cache_that_cannot_be_made_keeps_nobody_from_starting() throws Exception {
        cache = Files.writeString(folder.resolve("file"), "");

        assertThat(launch("quickstart").exitCode()).isZero();

        assertThat(java()).doesNotContain("-XX:DumpLoadedClassList=").contains("quickstart\n");
    }

    @Test
    void a_server_lists_nothing_and_keeps_an_archive_of_its_own() throws Exception {
        assertThat(launch("server", "--help").exitCode()).isZero();

        assertThat(java())
                .contains("-XX:+AutoCreateSharedArchive")
                .contains("/streamspace/streamspace.jsa\n")
                .endsWith("server\n--help\n");
        assertThat(cache).doesNotExist();
    }

    @Test
    void the_libraries_stand_before_our_own_jars_so_that_their_archive_fits_any_commit() throws Exception {
        launch("version");

        String lib = clone + "/distribution-dropwizard/target/streamspace/lib/";
        assertThat(java())
                .contains(Stream.of("jooq-1", "other-1", "streamspace-hub-core-2")
                        .map(name -> lib + name + ".jar")
                        .collect(joining(":", "\n", "\n")));
    }

    @Test
    void what_is_built_is_built_again_only_for_a_newer_source() throws Exception {
        launch("version");
        launch("version");
        assertThat(maven().lines()).hasSize(1);

        Files.setLastModifiedTime(
                clone.resolve("streamspace-hub-core/src/main/java/Hub.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        launch("version");
        assertThat(maven().lines()).hasSize(2);
    }

    @Test
    void a_build_that_fails_says_why_and_where_its_log_is() throws Exception {
        maven("echo '[ERROR] Hub.java: no such thing'; exit 1");

        var launch = launch("quickstart");

        assertThat(launch.exitCode()).isEqualTo(1);
        assertThat(launch.output())
                .contains("[ERROR] Hub.java: no such thing")
                .contains("distribution-dropwizard/target/build.log");
        assertThat(folder.resolve("java")).doesNotExist();
    }

    @Test
    void the_programs_failure_is_the_launchers() throws Exception {
        script("jdk/bin/java", "exit 3");

        assertThat(launch("quickstart").exitCode()).isEqualTo(3);
        assertThat(launch("version").exitCode()).isEqualTo(3);
    }

    private record Launch(int exitCode, String output) {}

    private Launch launch(String... arguments) throws Exception {
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(clone.resolve("streamspace").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("STREAMSPACE_CACHE", cache.toString());
        builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "STREAMSPACE_JAVA_OPTS", "JAVA_TOOL_OPTIONS"));
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Launch(process.waitFor(), output);
    }

    /** A line for each call of Maven. */
    private String maven() throws IOException {
        return Files.readString(folder.resolve("maven"));
    }

    /** The arguments of the last call of Java, a line each. */
    private String java() throws IOException {
        return Files.readString(folder.resolve("java"));
    }

    /** Makes the archive for which classes were listed. */
    private static Path archive(String options) throws IOException {
        var archive = Path.of(options.replaceAll("(?s).*-XX:DumpLoadedClassList=(\\V+\\.jsa)\\.\\d+\\v.*", "$1"));
        return Files.createFile(archive);
    }

    private void maven(String body) throws IOException {
        script(CLONE + "/mvnw", body);
    }

    private void script(String path, String body) throws IOException {
        assertThat(write(path, "#!/usr/bin/env bash\n" + body + "\n").toFile().setExecutable(true))
                .isTrue();
    }

    private Path write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
