package io.streamspace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the documents to the code: samples are cut from compiled files, and links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** {@code <!-- sample: path/from/root/File.java -->} above a fence: its lines stand in that file in this order. */
    private static final Pattern SAMPLE =
            Pattern.compile("<!-- sample: (\\S+) -->\\s*```\\w*\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @TestFactory
    Stream<DynamicTest> samples_stand_in_the_files_that_they_are_cut_from() throws IOException {
        return documents().stream().flatMap(document -> {
            Matcher sample = SAMPLE.matcher(read(document));
            var tests = new ArrayList<DynamicTest>();
            while (sample.find()) {
                String source = sample.group(1);
                String code = sample.group(2);
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(document) + " quotes " + source,
                        () -> assertThat(normalised(read(ROOT.resolve(source)))).contains(normalised(code))));
            }
            return tests.stream();
        });
    }

    @TestFactory
    Stream<DynamicTest> links_within_the_repository_lead_somewhere() throws IOException {
        return documents().stream()
                .map(document -> DynamicTest.dynamicTest(
                        ROOT.relativize(document).toString(),
                        () -> assertThat(brokenLinks(document)).isEmpty()));
    }

    @Test
    void java_in_the_readme_is_always_a_sample() {
        String withoutSamples = SAMPLE.matcher(read(ROOT.resolve("README.md"))).replaceAll("");

        assertThat(withoutSamples).doesNotContain("```java");
    }

    @Test
    void the_tests_named_in_the_list_of_faults_exist() throws IOException {
        var sources = testSources();
        var missing = NAMED_TEST
                .matcher(read(ROOT.resolve("docs/faults.md")))
                .results()
                .filter(named -> sources.stream()
                        .noneMatch(file -> file.endsWith(named.group(1) + ".java")
                                && read(file).contains("void " + named.group(2) + "(")))
                .map(named -> named.group())
                .toList();

        assertThat(missing).isEmpty();
    }

    private static List<Path> testSources() throws IOException {
        try (Stream<Path> files =
                Files.find(ROOT, 12, (path, attributes) -> path.toString().endsWith("Test.java"))) {
            return files.toList();
        }
    }

    private static List<String> brokenLinks(Path document) {
        return LINK.matcher(read(document))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .toList();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 6, (path, attributes) -> path.toString().endsWith(".md") && attributes.isRegularFile())) {
            return files.filter(path ->
                            !ROOT.relativize(path).toString().matches(".*(target|vendor|node_modules|\\.git)/.*"))
                    .sorted()
                    .toList();
        }
    }

    /** Indentation and blank lines are free, since a document shows a part of a file. */
    private static String normalised(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> a + "\n" + b);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
