/** What is looked at again and again, since messages and processes get lost. */
@NullMarked
package io.streamspace.hub.internal.reconcile;

import org.jspecify.annotations.NullMarked;
