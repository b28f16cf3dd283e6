/** The load program: {@link LoadTest} runs every scenario against every peer, in rounds, and writes a table. */
@NullMarked
package io.streamspace.benchmarks;

import org.jspecify.annotations.NullMarked;
