/** The hub: sessions of users, agents that run them, and what happens between the two. {@link io.streamspace.hub.Hub} is the way in. */
@NullMarked
package io.streamspace.hub;

import org.jspecify.annotations.NullMarked;
