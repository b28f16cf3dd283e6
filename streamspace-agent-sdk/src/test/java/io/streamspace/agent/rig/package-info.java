/** An agent without threads, sockets or time of its own, for tests that decide what happens when. */
@NullMarked
package io.streamspace.agent.rig;

import org.jspecify.annotations.NullMarked;
