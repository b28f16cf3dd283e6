/** What is measured of each peer. */
@NullMarked
package io.streamspace.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
