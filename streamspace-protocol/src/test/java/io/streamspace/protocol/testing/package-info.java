/** What the tests of all modules share: which components they need and how they say that one is missing. */
@NullMarked
package io.streamspace.protocol.testing;

import org.jspecify.annotations.NullMarked;
