/** The ways from a viewer to a desktop that are compared. */
@NullMarked
package io.streamspace.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
