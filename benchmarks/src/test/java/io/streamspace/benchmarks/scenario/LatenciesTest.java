package io.streamspace.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentiles_are_values_that_were_measured() {
        var latencies = new Latencies(
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1000).toArray());

        assertThat(latencies.micros(0.5)).isEqualTo(100);
        assertThat(latencies.micros(0.99)).isEqualTo(198);
        assertThat(latencies.micros(1)).isEqualTo(200);
        assertThat(new Latencies(new long[] {7000}).micros(0.99)).isEqualTo(7);
    }
}
