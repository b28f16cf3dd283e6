package io.streamspace.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamspace.protocol.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The viewer page is bundled without Java and so has a table of its own; it must be the protocol's (rule P-6.4). */
class ViewerCloseCodesTest {
    private static final Path TABLE = Path.of("web/src/main/ui/viewer/close-codes.json");

    private record Row(String name, String retry, String sentence) {}

    @Test
    void the_viewer_page_knows_every_close_code_with_its_sentence_and_what_to_do_next() throws IOException {
        var page = new ObjectMapper().readValue(Files.readString(TABLE), new TypeReference<Map<String, Row>>() {});

        var protocol = Arrays.stream(CloseCode.values())
                .filter(code -> code.audience() == CloseCode.Audience.VIEWER)
                .collect(Collectors.toMap(code -> String.valueOf(code.number()), rowOf()));

        assertThat(page).containsExactlyInAnyOrderEntriesOf(protocol);
    }

    private static Function<CloseCode, Row> rowOf() {
        return code -> new Row(code.name(), code.retry().name(), code.sentence());
    }
}
