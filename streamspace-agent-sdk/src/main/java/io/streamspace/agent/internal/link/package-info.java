/** The control link: what it decides and how it is carried out. Not API. */
@NullMarked
package io.streamspace.agent.internal.link;

import org.jspecify.annotations.NullMarked;
