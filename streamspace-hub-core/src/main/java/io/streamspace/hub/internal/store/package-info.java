/** The hub's tables. jOOQ stays in here: what comes out are records of the hub, what goes in are transitions and patches. */
@NullMarked
package io.streamspace.hub.internal.store;

import org.jspecify.annotations.NullMarked;
