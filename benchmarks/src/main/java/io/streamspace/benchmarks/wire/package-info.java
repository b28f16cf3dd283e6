/** A long and narrow line, simulated, since not every machine's kernel can. */
@NullMarked
package io.streamspace.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
