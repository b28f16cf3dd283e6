/** Fuzz targets. {@code verify} runs them over the kept inputs only; the module's README says how to search for new ones. */
@NullMarked
package io.streamspace.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
