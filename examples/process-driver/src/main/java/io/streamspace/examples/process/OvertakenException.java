package io.streamspace.examples.process;

import java.io.IOException;

/** Somebody else has changed the session since its state was read: another process of the same agent, which leads by now. */
final class OvertakenException extends IOException {
    private static final long serialVersionUID = 1L;

    OvertakenException(SessionFolder folder, Revision revision) {
        super("revision " + revision + " of " + folder.path() + " is not the newest any more");
    }
}
