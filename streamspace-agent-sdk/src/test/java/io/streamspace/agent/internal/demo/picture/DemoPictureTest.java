package io.streamspace.agent.internal.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.internal.demo.rfb.Rect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPictureTest {
    private static final int ENTER = 0xFF0D;
    private static final int BACKSPACE = 0xFF08;
    private static final int CONTROL = 0xFFE3;

    private final DemoPicture picture = settled(1280, 800);

    @Test
    void what_is_typed_is_in_the_text_and_changes_only_its_line() {
        type("Hi");
        picture.takeDamage();
        type("!");
        int changed = area(picture.takeDamage());
        picture.key(true, ENTER);
        type("ab");
        picture.key(true, BACKSPACE);
        assertThat(picture.text()).endsWith("\n\nHi!\na");
        assertThat(changed).isPositive().isLessThan(1280 * 800 / 50);
    }

    @Test
    void a_window_follows_the_pointer_that_holds_its_title() {
        int[] before = picture.pixels().clone();
        picture.pointer(1, 400, 115);
        picture.pointer(1, 430, 165);
        picture.pointer(0, 430, 165);
        picture.takeDamage();
        int moved = picture.pixels()[(300 + 50) * 1280 + 300 + 30];
        assertThat(moved).isEqualTo(before[300 * 1280 + 300]);
        picture.pointer(0, 600, 600);
        assertThat(picture.takeDamage()).as("let go").isEmpty();
    }

    @Test
    void the_pointer_draws_in_the_sketch_in_the_chosen_colour() {
        picture.pointer(1, 717, 327);
        picture.pointer(0, 717, 327);
        picture.takeDamage();
        picture.pointer(1, 800, 560);
        picture.pointer(1, 860, 620);
        picture.pointer(0, 860, 620);
        int changed = area(picture.takeDamage());
        assertThat(picture.pixels()[590 * 1280 + 830]).isEqualTo(Theme.PALETTE[1] & 0xFFFFFF);
        assertThat(changed).isLessThan(100 * 100);
    }

    @Test
    void the_clock_changes_once_per_second_in_its_corner() {
        picture.tick(Instant.parse("2026-01-01T00:00:01.100Z"));
        List<Rect> damage = picture.takeDamage();
        assertThat(damage).hasSize(1);
        assertThat(damage.getFirst().x()).isGreaterThan(1100);
        picture.tick(Instant.parse("2026-01-01T00:00:01.900Z"));
        assertThat(picture.takeDamage()).isEmpty();
    }

    @Test
    void control_c_copies_the_text_and_control_v_inserts_the_viewer_s() {
        picture.cutText("from outside");
        picture.key(true, CONTROL);
        type("v");
        type("c");
        picture.key(false, CONTROL);
        assertThat(picture.takeCutText())
                .hasValueSatisfying(text -> assertThat(text).endsWith("from outside"));
        assertThat(picture.takeCutText()).isEmpty();
    }

    @Test
    void a_long_text_scrolls_and_the_wheel_goes_back() {
        for (int i = 0; i < 60; i++) {
            picture.key(true, ENTER);
        }
        picture.takeDamage();
        int[] end = picture.pixels().clone();
        picture.pointer(8, 300, 300);
        picture.pointer(0, 300, 300);
        assertThat(picture.takeDamage()).isNotEmpty();
        assertThat(picture.pixels()).isNotEqualTo(end);
    }

    @Test
    void a_viewer_that_leaves_lets_go_of_what_it_held() {
        picture.key(true, CONTROL);
        picture.pointer(1, 400, 115);
        picture.viewers(1);
        type("plain");
        assertThat(picture.text()).endsWith("plain");
        picture.takeDamage();
        picture.pointer(0, 800, 500);
        assertThat(picture.takeDamage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_damage_says_every_pixel_that_changed(long seed) {
        Random random = new Random(seed);
        int[] seen = picture.pixels().clone();
        for (int step = 0; step < 400; step++) {
            disturb(random);
            for (Rect part : picture.takeDamage()) {
                for (int y = part.y(); y < part.bottom(); y++) {
                    System.arraycopy(picture.pixels(), y * 1280 + part.x(), seen, y * 1280 + part.x(), part.width());
                }
            }
            assertThat(Arrays.mismatch(seen, picture.pixels()))
                    .as("step " + step)
                    .isEqualTo(-1);
        }
        int[] byDamage = picture.pixels().clone();
        picture.resize(1281, 800);
        picture.resize(1280, 800);
        picture.takeDamage();
        assertThat(Arrays.mismatch(byDamage, picture.pixels()))
                .as("first pixel that painting piece by piece got wrong")
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "4096, 64", "64, 4096", "320, 240", "1920, 1080"})
    void every_size_can_be_shown(int width, int height) {
        DemoPicture sized = settled(width, height);
        assertThat(sized.pixels()).hasSize(width * height);
        assertThat(sized.resize(width == 64 ? 65 : 64, 100)).isTrue();
        sized.takeDamage();
    }

    @Test
    void a_size_out_of_bounds_is_refused() {
        assertThat(picture.resize(63, 800)).isFalse();
        assertThat(picture.resize(1280, 4097)).isFalse();
        assertThat(picture.width()).isEqualTo(1280);
        assertThatThrownBy(() -> new DemoPicture("x", 10, 10, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void disturb(Random random) {
        int x = random.nextInt(1280);
        int y = random.nextInt(800);
        switch (random.nextInt(6)) {
            case 0 -> picture.key(true, 0x20 + random.nextInt(0xE0));
            case 1 -> picture.key(true, 0xFF50 + random.nextInt(8));
            case 2 -> picture.key(true, random.nextBoolean() ? ENTER : BACKSPACE);
            case 3 -> picture.tick(Instant.ofEpochSecond(random.nextInt(1000)));
            case 4 -> picture.pointer(1 << random.nextInt(5), x, y);
            default -> picture.pointer(random.nextInt(2), x, y);
        }
    }

    private void type(String text) {
        text.chars().forEach(c -> picture.key(true, c));
    }

    private static DemoPicture settled(int width, int height) {
        DemoPicture picture = new DemoPicture("Desk", width, height, ZoneOffset.UTC);
        picture.tick(Instant.parse("2026-01-01T00:00:00Z"));
        picture.takeDamage();
        return picture;
    }

    private static int area(List<Rect> rects) {
        return rects.stream().mapToInt(r -> r.width() * r.height()).sum();
    }
}
