package io.streamspace.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.MessageTypeNames;
import io.streamspace.protocol.message.CommandAction;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
    static List<GoldenFile> today() throws IOException {
        return GoldenFile.all();
    }

    static List<GoldenFile> later() throws IOException {
        return GoldenFile.later();
    }

    @ParameterizedTest
    @MethodSource("today")
    void a_message_is_written_as_it_was_read(GoldenFile file) {
        assertThat(GoldenFile.write(file.key(), file.read())).isEqualTo(file.text());
    }

    @ParameterizedTest
    @MethodSource("later")
    void fields_of_a_later_version_are_ignored_at_every_level(GoldenFile file) {
        assertThat(file.read()).isEqualTo(file.today().read());
    }

    @Test
    void every_message_type_has_a_file() throws IOException {
        assertThat(GoldenFile.all())
                .extracting(GoldenFile::key)
                .containsAll(MessageTypeNames.all().keySet());
    }

    @Test
    void every_action_has_a_file() throws IOException {
        assertThat(GoldenFile.all())
                .extracting(GoldenFile::toString)
                .containsAll(Arrays.stream(CommandAction.values())
                        .map(action -> "hub-command-" + action.wireName() + ".json")
                        .toList());
    }
}
