/** What the agent knows of its sessions and how it learns it. Not API. */
@NullMarked
package io.streamspace.agent.internal.session;

import org.jspecify.annotations.NullMarked;
