/** What the demo desktop shows: drawing, glyphs, windows. {@code DemoPicture} is the way in. */
@NullMarked
package io.streamspace.agent.internal.demo.picture;

import org.jspecify.annotations.NullMarked;
