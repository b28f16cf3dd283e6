/** Templates as files in the form {@code stream.space/v1alpha1}, and those that come with the distribution. */
@NullMarked
package io.streamspace.server.catalogue;

import org.jspecify.annotations.NullMarked;
