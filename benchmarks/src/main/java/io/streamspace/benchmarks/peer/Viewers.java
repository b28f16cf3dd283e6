package io.streamspace.benchmarks.peer;

import java.io.IOException;

/** How a peer's viewers connect. */
interface Viewers {
    /** A connection to where the peer listens. */
    Connection open(int port) throws IOException;
}
