/** As much of the RFB protocol (RFC 6143 and the extensions in use) as a policy on a viewer's messages needs. */
@NullMarked
package io.streamspace.vnc.internal.rfb;

import org.jspecify.annotations.NullMarked;
