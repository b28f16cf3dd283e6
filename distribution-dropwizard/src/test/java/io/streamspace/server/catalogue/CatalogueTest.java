package io.streamspace.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException;
import io.streamspace.hub.ParamType;
import io.streamspace.hub.Template;
import io.streamspace.hub.Template.Param;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates as files: those that come along, the README's, and those with a slip of the pen. */
class CatalogueTest {
    private static final Path IMAGES = Path.of("src/main/images");

    private static final String SMALLEST = """
            apiVersion: stream.space/v1alpha1
            kind: Template
            metadata: {name: small}
            spec:
              displayName: Small
              platforms: {docker: small:1}
              endpoints:
                - {name: vnc, port: 5900}
              params:
                - {name: count, type: integer}
            """;

    @TempDir
    private Path folder;

    @Test
    void the_templates_that_come_along_can_be_read_and_their_images_are_in_the_repository() {
        var templates = Catalogue.builtIn();

        assertThat(templates)
                .extracting(Template::name)
                .containsExactly("desktop", "firefox-browser", "developer-desktop", "demo");
        assertThat(templates)
                .flatExtracting(template -> template.platforms().values())
                .filteredOn(image -> !image.isEmpty())
                .isNotEmpty()
                .allSatisfy(image -> {
                    assertThat(image).matches("streamspace/[a-z]+:2");
                    assertThat(IMAGES.resolve(image.replaceAll("streamspace/|:2", ""))
                                    .resolve("Dockerfile"))
                            .exists();
                });
    }

    @Test
    void the_readmes_template_is_read_whole() {
        var cad = Catalogue.in(Path.of("src/test/resources/templates")).getFirst();

        assertThat(cad.platforms()).containsEntry("kubernetes", "registry.example.com/cad:7");
        assertThat(cad.resources()).isEqualTo(new Resources(4, 8L << 30));
        assertThat(cad.geometry()).isEqualTo(new Geometry(1600, 900));
        assertThat(cad.command()).containsExactly("freecad");
        assertThat(cad.options()).isEqualTo(Map.of("docker.network", "egress", "docker.read_only", "true"));
        assertThat(cad.params())
                .extracting(Param::type)
                .containsExactly(ParamType.GEOMETRY, ParamType.STRING, ParamType.INTEGER);
        assertThat(cad.params()).extracting(Param::defaultValue).containsExactly("1600x900", null, "100");
        assertThat(cad.params().get(1).variable()).isEqualTo("CAD_PROJECT");
        assertThat(cad.params().get(2).variable()).isEqualTo("PARAM_UNDO");
    }

    @Test
    void the_smallest_template_needs_nothing_else() throws Exception {
        assertThat(read(SMALLEST).resources()).isEqualTo(Resources.NONE);
        assertThat(read(SMALLEST).params().getFirst().label()).isEqualTo("count");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stream.space/v1alpha1 | stream.space/v9 | apiVersion must be stream.space/v1alpha1",
                "metadata: {name: small} | metadata: {} | metadata.name is missing",
                "  displayName: Small | | spec.displayName is missing",
                "displayName: Small | displayname: Small | small.yaml: spec.displayname is no field here. Fields are category,",
                "port: 5900 | port: many | line 8: spec.endpoints.0.port cannot be 'many'",
                "port: 5900 | port: 99999 | line 8: spec.endpoints.0: port",
                "name: vnc | name: web | an endpoint named 'vnc' is needed",
                "{docker: small:1} | small:1 | line 6: spec.platforms has the wrong form",
                "type: integer | type: int | parameter 'count' has the type 'int'; types are string, integer,",
                "type: integer | default: 1, type: enum | Template 'small': parameter 'count' is an enum and needs choices",
                "{name: count, type: integer} | {type: integer} | a parameter under spec.params has no name",
                "kind: Template | kind: Template\\nkind: Template | Duplicate field 'kind'",
                "kind: Template | kind: [ | line 2: kind has the wrong form",
                "displayName: Small | displayName: Small\\n  resources: {memory: lots} | memory a size such as 512Mi or 2Gi"
            })
    void a_slip_of_the_pen_is_named_with_file_and_line(String right, String wrong, String sentence) {
        String slip = wrong == null ? "" : wrong.replace("\\n", "\n");

        assertThatThrownBy(() -> read(SMALLEST.replace(right, slip)))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("Template file " + folder)
                .hasMessageContaining("small.yaml: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void an_empty_file_is_refused_with_its_name() {
        assertThatThrownBy(() -> read("")).isInstanceOf(HubException.class).hasMessageContaining("small.yaml: ");
    }

    private Template read(String yaml) throws Exception {
        Files.writeString(folder.resolve("small.yaml"), yaml);
        Files.writeString(folder.resolve("notes.txt"), "not a template");
        List<Template> found = Catalogue.in(folder);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
