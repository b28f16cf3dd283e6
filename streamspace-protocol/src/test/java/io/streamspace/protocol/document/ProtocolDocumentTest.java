package io.streamspace.protocol.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.Capability;
import io.streamspace.protocol.MessageTypeNames;
import io.streamspace.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The document says what the code does. To write the generated parts anew:
 * {@code ./mvnw -pl streamspace-protocol test -Dtest=ProtocolDocumentTest -Dstreamspace.document.rewrite=true}.
 */
class ProtocolDocumentTest {
    private final Tables tables = new Tables(MessageTypeNames.all());
    private final ProtocolDocument document = ProtocolDocument.read();

    ProtocolDocumentTest() throws IOException {}

    @Test
    void the_generated_parts_are_those_of_the_code() throws IOException {
        ProtocolDocument expected = document.regenerated(tables);
        if (Boolean.getBoolean("streamspace.document.rewrite")) {
            Files.writeString(ProtocolDocument.FILE, expected.text());
        } else {
            assertThat(document.text()).isEqualTo(expected.text());
        }
    }

    @Test
    void every_generated_part_is_in_the_document() {
        assertThat(document.parts())
                .containsExactlyInAnyOrder(
                        "versions",
                        "session",
                        "command",
                        "agent",
                        "closes",
                        "agent-messages",
                        "hub-messages",
                        "actions",
                        "stream-messages",
                        "parts");
    }

    @Test
    void rules_are_numbered_without_gaps_or_repetition() {
        Map<String, List<String>> byChapter =
                document.rules().stream().collect(Collectors.groupingBy(rule -> rule.substring(0, rule.indexOf('.'))));

        assertThat(byChapter)
                .hasSize(7)
                .allSatisfy((chapter, rules) -> assertThat(rules)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, rules.size())
                                .mapToObj(number -> chapter + "." + number)
                                .toList()));
    }

    @Test
    void every_rule_that_the_text_or_the_code_of_any_module_refers_to_is_there() throws IOException {
        assertThat(RuleReferences.inProject())
                .isNotEmpty()
                .allSatisfy(
                        (place, rules) -> assertThat(document.rules()).as(place).containsAll(rules));
    }

    @Test
    void every_message_has_a_rule_that_speaks_of_it() {
        String prose = document.prose();

        assertThat(MessageTypeNames.all().keySet())
                .allSatisfy(type -> assertThat(prose).contains("`" + type.substring(type.indexOf('/') + 1) + "`"));
    }

    @Test
    void every_error_and_every_capability_is_explained() {
        assertThat(ProtocolException.Code.values())
                .allSatisfy(code -> assertThat(document.prose()).contains("| `" + code.wireName() + "` |"));
        assertThat(List.of(
                        Capability.STREAM_RESUME,
                        Capability.END_TO_END_RESUME,
                        Capability.ZERO_MASK,
                        Capability.HIBERNATE))
                .hasSize(Capability.class.getFields().length)
                .allSatisfy(name -> assertThat(document.prose()).contains("| `" + name + "` |"));
    }
}
