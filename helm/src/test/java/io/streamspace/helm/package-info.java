/** Holds the chart to what its values, its documents and a cluster expect of it. */
@NullMarked
package io.streamspace.helm;

import org.jspecify.annotations.NullMarked;
