package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    private static final int SIZE = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_region_covers_what_was_added_and_not_taken(long seed) {
        Random random = new Random(seed);
        Region region = new Region();
        BitSet expected = new BitSet();
        for (int step = 0; step < 500; step++) {
            Rect rect = rect(random);
            if (random.nextInt(3) > 0) {
                region.add(rect);
                mark(expected, rect, true);
            } else {
                List<Rect> taken = region.take(rect);
                assertThat(bits(taken)).satisfies(bits -> assertCovers(bits, expected, rect));
                mark(expected, rect, false);
            }
        }
        assertThat(missing(expected, bits(region.takeAll())).cardinality()).isZero();
        assertThat(region.isEmpty()).isTrue();
    }

    @Test
    void few_rectangles_stay_exact_and_disjoint() {
        Region region = new Region();
        region.add(new Rect(0, 0, 10, 10));
        region.add(new Rect(5, 5, 10, 10));
        List<Rect> all = region.takeAll();
        int area = all.stream().mapToInt(r -> r.width() * r.height()).sum();
        assertThat(area).isEqualTo(175);
    }

    @Test
    void many_rectangles_become_their_bounding_box() {
        Region region = new Region();
        for (int i = 0; i < 10_000; i++) {
            region.add(new Rect(i % 100 * 2, i / 100 * 2, 1, 1));
        }
        assertThat(region.takeAll()).hasSizeLessThanOrEqualTo(Region.LIMIT);
    }

    private static void assertCovers(BitSet taken, BitSet expected, Rect area) {
        BitSet wanted = new BitSet();
        mark(wanted, area, true);
        wanted.and(expected);
        assertThat(missing(wanted, taken).cardinality()).isZero();
    }

    private static BitSet missing(BitSet wanted, BitSet got) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(got);
        return missing;
    }

    private static Rect rect(Random random) {
        int x = random.nextInt(SIZE);
        int y = random.nextInt(SIZE);
        return new Rect(x, y, random.nextInt(SIZE - x + 1), random.nextInt(SIZE - y + 1));
    }

    private static BitSet bits(List<Rect> rects) {
        BitSet bits = new BitSet();
        rects.forEach(rect -> mark(bits, rect, true));
        return bits;
    }

    private static void mark(BitSet bits, Rect rect, boolean value) {
        for (int y = rect.y(); y < rect.bottom(); y++) {
            bits.set(y * SIZE + rect.x(), y * SIZE + rect.right(), value);
        }
    }
}
