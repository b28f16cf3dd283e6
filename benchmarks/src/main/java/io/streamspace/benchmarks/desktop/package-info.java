/** What stands in the place of a session's desktop: TCP servers of known behaviour. */
@NullMarked
package io.streamspace.benchmarks.desktop;

import org.jspecify.annotations.NullMarked;
