/**
 * A driver to copy: a TigerVNC desktop per session, as processes of this machine. Start at {@code ProcessDriverFactory}
 * and {@code ProcessDriver}.
 */
@NullMarked
package io.streamspace.examples.process;

import org.jspecify.annotations.NullMarked;
