package io.streamspace.protocol.golden;

import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what the present thread allocates, and holds it against the size of the input (rule P-2.2). */
final class Allocation {
    /** Bytes that may be allocated for each character. */
    static final long PER_CHARACTER = 24;

    /** Bytes that may be allocated whatever the input. */
    static final long ALWAYS = 128 << 10;

    private static final int RUNS = 4;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    void check(String text, Runnable reading) {
        long most = ALWAYS + PER_CHARACTER * text.length();
        // A run may also load classes or fill a buffer that is kept; what an input costs each time shows in the least
        // of a few.
        long least = measure(reading);
        for (int i = 0; i < RUNS && least > most; i++) {
            least = Math.min(least, measure(reading));
        }
        if (least > most) {
            fail("%d bytes allocated for %d characters: %.200s", least, text.length(), text);
        }
    }

    /** Bytes that one run allocates. */
    long measure(Runnable reading) {
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        long x = threads.getCurrentThreadAllocatedBytes() - before;
        if (Boolean.getBoolean("pd")) System.out.println("alloc " + x);
        return x;
    }
}
