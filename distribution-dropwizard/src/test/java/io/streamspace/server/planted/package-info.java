/** One violation of each architecture rule, to see that the rule finds it. */
@NullMarked
package io.streamspace.server.planted;

import org.jspecify.annotations.NullMarked;
