/** The hub's side: idle connections per agent, viewers, and the streams between them. */
@NullMarked
package io.streamspace.vnc.internal.hub;

import org.jspecify.annotations.NullMarked;
