package io.streamspace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodeTest {
    private static final int LONGEST_CLOSE_REASON = 123;

    @Test
    void no_two_codes_share_a_number() {
        assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::number)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_one_that_applications_may_use_and_is_found_by_its_number(CloseCode code) {
        assertThat(code.number()).isBetween(CloseCode.MIN_NUMBER, CloseCode.MAX_NUMBER);
        assertThat(CloseCode.of(code.number())).contains(code);
    }

    @ParameterizedTest
    @EnumSource
    void a_sentence_fits_into_a_close_frame(CloseCode code) {
        assertThat(code.sentence().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LONGEST_CLOSE_REASON);
        assertThat(code.sentence()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void only_a_viewer_is_told_to_wait_for_a_person_or_for_its_session(CloseCode code) {
        if (code.retry() == CloseCode.Retry.BY_USER || code.retry() == CloseCode.Retry.WHEN_RUNNING) {
            assertThat(code.audience()).isEqualTo(CloseCode.Audience.VIEWER);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 1006, 3999, 4999, 5000, -1})
    void other_numbers_are_not_ours(int number) {
        assertThat(CloseCode.of(number)).isEmpty();
    }
}
