/** What becomes of a command: lanes, results, progress. Not API. */
@NullMarked
package io.streamspace.agent.internal.command;

import org.jspecify.annotations.NullMarked;
