/** What happens to sessions, whoever is the cause. */
@NullMarked
package io.streamspace.hub.internal.session;

import org.jspecify.annotations.NullMarked;
