/** From samples to the table. */
@NullMarked
package io.streamspace.benchmarks.report;

import org.jspecify.annotations.NullMarked;
