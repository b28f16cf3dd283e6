package io.streamspace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamspace.agent.memory.InMemoryDriverFactory;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers as third parties bring them: jars that were built elsewhere. */
final class DriverLoaderTest {
    private static final String SERVICE = "META-INF/services/" + SessionDriverFactory.class.getName();

    @TempDir
    private Path folder;

    @TempDir
    private Path workshop;

    @Test
    void the_in_memory_driver_is_on_the_class_path() {
        assertThat(DriverLoader.onClassPath()).hasAtLeastOneElementOfType(InMemoryDriverFactory.class);
    }

    @Test
    void a_folder_that_does_not_exist_holds_no_drivers() {
        assertThat(DriverLoader.load(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void each_jar_brings_its_driver_and_only_that() throws Exception {
        jar(folder.resolve("one.jar"), factory("acme", "1"), Map.of(SERVICE, "acme.Factory"));

        List<SessionDriverFactory> found = DriverLoader.load(folder);

        assertThat(found)
                .singleElement()
                .satisfies(f -> assertThat(f.platform()).isEqualTo("acme"));
    }

    @Test
    void two_drivers_may_bring_different_versions_of_one_class() throws Exception {
        jar(folder.resolve("one.jar"), factory("acme", "1"), Map.of(SERVICE, "acme.Factory"));
        jar(folder.resolve("two.jar"), factory("acme", "2"), Map.of(SERVICE, "acme.Factory"));

        assertThat(DriverLoader.load(folder))
                .extracting(SessionDriverFactory::version)
                .containsExactly("1", "2");
    }

    @Test
    void a_folder_of_jars_is_one_driver() throws Exception {
        Path acme = Files.createDirectory(folder.resolve("acme"));
        jar(acme.resolve("driver.jar"), factory("acme", "1"), Map.of(SERVICE, "acme.Factory"));
        jar(acme.resolve("library.jar"), Map.of(), Map.of("acme/words.txt", "hello"));

        SessionDriverFactory driver = DriverLoader.load(folder).getFirst();

        assertThat(driver.getClass().getResource("words.txt")).isNotNull();
    }

    @Test
    void a_jar_without_a_driver_is_named() throws Exception {
        jar(folder.resolve("empty.jar"), Map.of(), Map.of("acme/words.txt", "hello"));

        refused("empty.jar", "holds no driver");
    }

    @Test
    void a_jar_that_is_none_is_named() throws Exception {
        Files.writeString(folder.resolve("broken.jar"), "not a jar");

        refused("broken.jar", "holds no driver");
    }

    @Test
    void a_service_file_that_names_a_class_that_is_not_there_is_named() throws Exception {
        jar(folder.resolve("typo.jar"), factory("acme", "1"), Map.of(SERVICE, "acme.Factroy"));

        refused("typo.jar", "acme.Factroy");
    }

    @Test
    void a_driver_that_lacks_a_library_is_named() throws Exception {
        Map<String, byte[]> classes = compile(
                "acme.Library",
                "package acme; public class Library { public static String name() { return \"acme\"; } }",
                "acme.Factory",
                source("Library.name()", "\"1\"")
                        .replace("public Factory() {}", "static final String N = Library.name();"));
        classes.remove("acme/Library.class");
        jar(folder.resolve("lacking.jar"), classes, Map.of(SERVICE, "acme.Factory"));

        refused("lacking.jar", "acme/Library");
    }

    private void refused(String jar, String why) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> DriverLoader.load(folder))
                .withMessageContaining(jar)
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(AgentException.Code.DRIVER));
    }

    private Map<String, byte[]> factory(String platform, String version) throws IOException {
        return compile("acme.Factory", source('"' + platform + '"', '"' + version + '"'));
    }

    private static String source(String platform, String version) {
        return """
                package acme;
                import io.streamspace.agent.spi.*;
                import java.util.*;
                public class Factory implements SessionDriverFactory {
                    public Factory() {}
                    public String platform() { return %s; }
                    public String version() { return %s; }
                    public List<DriverOption> options() { return List.of(); }
                    public Optional<String> missing(DriverContext context) { return Optional.empty(); }
                    public SessionDriver open(DriverContext context) { throw new IllegalStateException(); }
                }
                """.formatted(platform, version);
    }

    private Map<String, byte[]> compile(String... namesAndSources) throws IOException {
        Path sources = Files.createTempDirectory(workshop, "src");
        Path classes = Files.createTempDirectory(workshop, "classes");
        var arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        for (int i = 0; i < namesAndSources.length; i += 2) {
            Path file =
                    sources.resolve(namesAndSources[i].substring(namesAndSources[i].lastIndexOf('.') + 1) + ".java");
            arguments.add(Files.writeString(file, namesAndSources[i + 1]).toString());
        }
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(errors).as("compiler errors").isZero();
        var compiled = new HashMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                compiled.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return compiled;
    }

    private static void jar(Path file, Map<String, byte[]> classes, Map<String, String> texts) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : classes.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
            for (var entry : texts.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
