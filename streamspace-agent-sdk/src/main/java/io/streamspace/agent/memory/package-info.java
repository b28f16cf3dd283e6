/** Sessions in this process: a driver to try things with, and the simplest example of the SPI. */
@NullMarked
package io.streamspace.agent.memory;

import org.jspecify.annotations.NullMarked;
