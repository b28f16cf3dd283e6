package io.streamspace.benchmarks.wire;

/** A line that counts. */
public interface Counted {
    /** Bytes that callers have sent through it. */
    long fromCallers();

    /** Bytes that callers have got through it. */
    long toCallers();
}
