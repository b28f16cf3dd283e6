package io.streamspace.agent.internal.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextBufferTest {
    private final TextBuffer buffer = new TextBuffer(10);

    @Test
    void typing_breaking_and_erasing_work_as_in_any_editor() {
        type("helo\nworld");
        buffer.moveTo(0, 3);
        type("l");
        assertThat(buffer.text()).isEqualTo("hello\nworld");
        buffer.moveTo(1, 0);
        buffer.backspace();
        assertThat(buffer.text()).isEqualTo("helloworld");
        assertThat(buffer.column()).isEqualTo(5);
        buffer.delete();
        assertThat(buffer.text()).isEqualTo("helloorld");
    }

    @Test
    void a_full_line_goes_on_below() {
        type("0123456789ab");
        assertThat(buffer.text()).isEqualTo("0123456789\nab");
        buffer.moveTo(0, 4);
        type("x");
        assertThat(buffer.text()).isEqualTo("0123x\n456789\nab");
    }

    @Test
    void the_arrows_cross_line_ends() {
        type("ab\ncd");
        buffer.moveTo(0, 2);
        buffer.right();
        assertThat(buffer.row()).isEqualTo(1);
        assertThat(buffer.left()).isTrue();
        assertThat(buffer.column()).isEqualTo(2);
        buffer.moveTo(0, 0);
        assertThat(buffer.left()).isFalse();
    }

    @Test
    void it_never_holds_more_than_its_bounds() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> buffer.breakLine();
                case 2 -> buffer.backspace();
                case 3 -> buffer.delete();
                case 4 -> buffer.left();
                case 5 -> buffer.moveTo(random.nextInt(3000) - 500, random.nextInt(20) - 5);
                default -> buffer.insert('x');
            }
            assertThat(buffer.line(buffer.row()).length()).isBetween(buffer.column(), 10);
        }
        assertThat(buffer.rows()).isLessThanOrEqualTo(TextBuffer.MOST_LINES);
    }

    private void type(String text) {
        for (char c : text.toCharArray()) {
            if (c == '\n') {
                buffer.breakLine();
            } else {
                buffer.insert(c);
            }
        }
    }
}
