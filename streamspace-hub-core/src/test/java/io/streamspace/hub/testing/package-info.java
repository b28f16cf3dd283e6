/** What the hub's tests stand on: a database, a clock, and an agent that does what the test says. */
@NullMarked
package io.streamspace.hub.testing;

import org.jspecify.annotations.NullMarked;
