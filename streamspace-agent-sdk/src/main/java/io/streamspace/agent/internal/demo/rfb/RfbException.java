package io.streamspace.agent.internal.demo.rfb;

import java.io.IOException;

/** The client sent what RFC 6143 does not allow, or what this server does not serve: its connection is closed. */
final class RfbException extends IOException {
    private static final long serialVersionUID = 1L;

    RfbException(String message) {
        super(message);
    }
}
