/** The agent's side: connections dialled ahead, and the streams between them and the desktops. */
@NullMarked
package io.streamspace.vnc.internal.agent;

import org.jspecify.annotations.NullMarked;
