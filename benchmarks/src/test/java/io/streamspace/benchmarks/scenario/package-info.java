/** The arithmetic. */
@NullMarked
package io.streamspace.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
