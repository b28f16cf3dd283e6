/** A network that misbehaves, inside the test's own process: see {@link io.streamspace.vnc.faults.FaultyProxy}. */
@NullMarked
package io.streamspace.vnc.faults;

import org.jspecify.annotations.NullMarked;
