/** How long it takes from a click to a desktop's first picture, and where that time goes. */
@NullMarked
package io.streamspace.benchmarks.firstpicture;

import org.jspecify.annotations.NullMarked;
