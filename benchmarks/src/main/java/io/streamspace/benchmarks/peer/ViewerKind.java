package io.streamspace.benchmarks.peer;

import java.io.IOException;

/** What a peer's viewers speak. */
enum ViewerKind implements Viewers {
    /** The desktop's own bytes. */
    TCP {
        @Override
        public Connection open(int port) throws IOException {
            return new TcpConnection(TcpConnection.socket(port));
        }
    },
    /** The desktop's bytes in binary messages. */
    WEBSOCKET {
        @Override
        public Connection open(int port) throws IOException {
            return WebSocketConnection.open(TcpConnection.socket(port), "/", "binary");
        }
    }
}
