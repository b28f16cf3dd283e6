package io.streamspace.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.streamspace.protocol.ProtocolException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, reading it ends in a message or in a {@link ProtocolException}. */
class MutatedMessagesTest {
    private static final int INPUTS_PER_SEED = 25_000;
    private static final List<String> DIRECTIONS = List.of("agent/", "hub/", "stream/");

    private final Allocation allocation = new Allocation();
    private int accepted;
    private int refused;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void spoilt_messages_are_refused_or_understood(long seed) throws IOException {
        List<String> texts = GoldenFile.all().stream().map(GoldenFile::text).toList();
        var mutations = new Mutations(new Random(seed), texts);
        DIRECTIONS.forEach(direction -> texts.forEach(text -> read(direction, text)));

        for (int i = 0; i < INPUTS_PER_SEED; i++) {
            String text = mutations.next();
            allocation.check(text, () -> read(DIRECTIONS.get(text.length() % DIRECTIONS.size()), text));
        }

        assertThat(accepted).isGreaterThan(INPUTS_PER_SEED / 100);
        assertThat(refused).isGreaterThan(INPUTS_PER_SEED / 2);
    }

    private void read(String direction, String text) {
        Object message;
        try {
            message = GoldenFile.read(direction, text);
        } catch (ProtocolException expected) {
            refused++;
            return;
        } catch (RuntimeException | StackOverflowError other) {
            fail("reading as " + direction + " threw " + other + " for " + text, other);
            return;
        }
        accepted++;
        assertThat(GoldenFile.read(direction, GoldenFile.write(direction, message)))
                .isEqualTo(message);
    }
}
