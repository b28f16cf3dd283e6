package io.streamspace.agent.internal.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphsTest {
    private final Glyphs glyphs = new Glyphs();

    @Test
    void every_printable_ascii_character_has_a_glyph_of_its_own() {
        Set<Object> distinct = new HashSet<>();
        IntStream.rangeClosed('!', '~').forEach(c -> {
            assertThat(glyphs.shown((char) c)).isEqualTo((char) c);
            distinct.add(glyphs.of((char) c));
        });
        assertThat(distinct).hasSize('~' - '!' + 1);
    }

    @Test
    void accented_letters_are_composed() {
        for (char c : "äöüÄÖÜéèêñçåÅß".toCharArray()) {
            assertThat(glyphs.shown(c)).isEqualTo(c);
        }
    }

    @Test
    void what_the_table_lacks_is_a_box() {
        assertThat(glyphs.shown('漢')).isEqualTo('\uFFFD');
        assertThat(glyphs.of('漢')).isEqualTo(glyphs.of('\uFFFD'));
    }
}
