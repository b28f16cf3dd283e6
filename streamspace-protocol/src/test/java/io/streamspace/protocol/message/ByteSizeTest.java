package io.streamspace.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "3,3",
        "1K,1000",
        "1Ki,1024",
        "512Mi,536870912",
        "2G,2000000000",
        "2GB,2000000000",
        "1TiB,1099511627776"
    })
    void sizes_are_read(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(OptionalLong.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5G", "G", "10Pi", "16 Gi", "9999999999T", "999999999999999Ti"})
    void what_is_no_size_or_more_than_a_number_holds_is_none(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000,1000", "1024,1Ki", "1536,1536", "536870912,512Mi", "2147483648,2Gi", "1099511627776,1Ti"})
    void a_size_is_written_in_the_largest_unit_of_which_it_is_a_whole_number(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
        assertThat(ByteSize.parse(text)).isEqualTo(OptionalLong.of(bytes));
    }
}
