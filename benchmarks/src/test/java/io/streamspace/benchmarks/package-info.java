/** That the load program counts right. */
@NullMarked
package io.streamspace.benchmarks;

import org.jspecify.annotations.NullMarked;
