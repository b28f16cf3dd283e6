/** Drivers that break one guarantee each, and the proof that the kit notices. */
@NullMarked
package io.streamspace.agent.wrongdriver;

import org.jspecify.annotations.NullMarked;
