package io.streamspace.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryOptionTest {
    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "1K,1000", "1Ki,1024", "16Gi,17179869184", "2GB,2000000000", "3MiB,3145728"})
    void an_amount_is_read_in_each_unit(String text, long bytes) {
        assertThat(new MemoryOption().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "-1", "1.5Gi", "16 Gi", "999999999999999Ti"})
    void anything_else_is_refused_with_good_examples(String text) {
        assertThatThrownBy(() -> new MemoryOption().convert(text)).hasMessageContaining("16Gi");
    }
}
