/** A hub inside an application of your own. */
@NullMarked
package io.streamspace.examples.hub;

import org.jspecify.annotations.NullMarked;
