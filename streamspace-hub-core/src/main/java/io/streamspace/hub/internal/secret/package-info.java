/** Secret parameters: kept encrypted, opened on the way to the agent only. docs/decisions/0091-secret-parameters-are-sealed.md */
@NullMarked
package io.streamspace.hub.internal.secret;

import org.jspecify.annotations.NullMarked;
