/** People: their accounts, passwords and log-in tokens. {@link io.streamspace.server.users.Users} is the entry. */
@NullMarked
package io.streamspace.server.users;

import org.jspecify.annotations.NullMarked;
