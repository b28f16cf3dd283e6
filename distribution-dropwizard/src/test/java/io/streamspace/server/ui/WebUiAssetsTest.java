package io.streamspace.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build made of the web UI. */
class WebUiAssetsTest {
    private static final Path ASSETS = Path.of("web/target/classes/assets");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "viewer.html"})
    void a_page_refers_to_existing_files_relative_to_itself_so_that_any_sub_path_works(String page) {
        assertThat(references(page)).hasSizeGreaterThan(2).allSatisfy(reference -> {
            assertThat(reference).matches("(\\.\\./)?assets/[a-z.]+");
            assertThat(ASSETS.resolve(reference.replaceFirst(".*assets/", ""))).isNotEmptyFile();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "viewer.html"})
    void a_page_has_no_inline_script_or_style_so_that_a_strict_policy_can_forbid_them(String page) {
        assertThat(read(page)).doesNotContainPattern("<script[^>]*>[^<]").doesNotContain("<style", "style=", "onload=");
    }

    @Test
    void the_bundles_load_nothing_from_another_host() {
        for (String bundle : List.of("app.js", "viewer.js", "app.css", "viewer.css")) {
            assertThat(read(bundle)).doesNotContainPattern("(?:import|from|fetch\\(|url\\()\\s*[\"']?(?:https?:)?//");
        }
    }

    @Test
    void the_licences_of_what_is_bundled_are_passed_on() {
        assertThat(read("third-party-licences.txt"))
                .contains("\"preact\"", "The MIT License", "\"@novnc/novnc\"", "Mozilla Public License");
    }

    private static List<String> references(String page) {
        return REFERENCE
                .matcher(read(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String read(String asset) {
        try {
            return Files.readString(ASSETS.resolve(asset));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
