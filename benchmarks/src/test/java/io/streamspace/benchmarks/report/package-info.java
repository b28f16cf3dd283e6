/** The table. */
@NullMarked
package io.streamspace.benchmarks.report;

import org.jspecify.annotations.NullMarked;
