package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private final Names names = new Names("agent-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "Alice Ä. <alice@example.com>",
                "",
                "---",
                "日本語",
                "../../etc",
                "a very long name that goes on and on and on and on and on"
            })
    void any_text_becomes_a_name_that_the_cluster_takes(String text) {
        assertThat(names.session(text)).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])");
        assertThat(names.home(text)).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])");
        assertThat(Names.label(text)).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    }

    @Test
    void names_that_look_the_same_are_kept_apart() {
        assertThat(names.home("a.b")).isNotEqualTo(names.home("a-b"));
        assertThat(names.home("Alice")).isNotEqualTo(names.home("alice"));
        assertThat(Names.label("a b")).isNotEqualTo(Names.label("a-b"));
        assertThat(names.session("s")).isNotEqualTo(new Names("agent-2").session("s"));
    }

    @Test
    void whoever_comes_later_finds_the_same_name() {
        assertThat(names.session("s-1")).isEqualTo(new Names("agent-1").session("s-1"));
        assertThat(Names.label("plain-1.x")).isEqualTo("plain-1.x");
    }
}
