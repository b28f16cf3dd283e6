package io.streamspace.benchmarks.peer;

import java.io.IOException;

/** What a peer's viewers speak. */
public enum ViewerKind {
    /** The desktop's own bytes. */
    TCP {
        @Override
        Connection open(int port) throws IOException {
            return TcpConnection.open(port);
        }
    },
    /** The desktop's bytes in binary messages. */
    WEBSOCKET {
        @Override
        Connection open(int port) throws IOException {
            return WebSocketConnection.open(TcpConnection.socket(port), "/", "binary");
        }
    };

    abstract Connection open(int port) throws IOException;
}
