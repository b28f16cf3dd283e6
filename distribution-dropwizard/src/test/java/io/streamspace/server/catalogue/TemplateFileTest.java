package io.streamspace.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException;
import io.streamspace.hub.Template;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFileTest {
    private static Template read(String viewerPolicy) {
        String yaml = """
                apiVersion: stream.space/v1alpha1
                kind: Template
                metadata: {name: desk}
                spec:
                  displayName: Desk
                  platforms: {memory: ""}
                  endpoints: [{name: vnc, port: 5900}]
                """ + viewerPolicy;
        return TemplateFile.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "desk.yaml");
    }

    @Test
    void a_policy_for_viewers_is_read() {
        Template template = read(
                "  viewerPolicy: {mode: view, clipboard: from_desktop, maxBytesPerSecond: 2000000, idleTimeout: 1h30m}");

        assertThat(template.viewerPolicy())
                .isEqualTo(new ViewerLimits(ViewerMode.VIEW, ClipboardDirection.FROM_DESKTOP, 2_000_000, 5_400));
        assertThat(read("").viewerPolicy()).isEqualTo(ViewerLimits.NONE);
        assertThat(read("  viewerPolicy: {clipboard: none}").viewerPolicy())
                .isEqualTo(new ViewerLimits(null, ClipboardDirection.NONE, 0, 0));
    }

    @Test
    void tags_are_read_and_what_is_no_tag_is_refused() {
        assertThat(read("  tags: [browser, web]").tags()).containsExactly("browser", "web");
        assertThat(read("").tags()).isEmpty();
        assertThatThrownBy(() -> read("  tags: [web, web]")).hasMessageContaining("a tag is there twice");
        assertThatThrownBy(() -> read("  tags: ['']")).hasMessageContaining("words of 1 to 40 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: admin | mode is control or view",
                "clipboard: sideways | clipboard is both",
                "maxBytesPerSecond: 9 | at least 16384",
                "idleTimeout: soon | such as 10m",
                "idleTimeout: 10ms | such as 10m",
                "colour: red | colour",
            })
    void what_cannot_be_is_refused_with_a_sentence(String policy, String sentence) {
        assertThatThrownBy(() -> read("  viewerPolicy: {" + policy + "}"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(sentence);
    }
}
