package io.streamspace.vnc.internal.dial;

import io.netty.channel.Channel;
import io.streamspace.vnc.ws.WebSocketDialException;

/** Hears how a client handshake ends; the first call counts. */
interface Upgraded {
    void succeeded(Channel channel);

    void failed(WebSocketDialException failure);
}
