package io.streamspace.server.planted.hub;

import io.netty.buffer.ByteBuf;

public record HoldsNetty(ByteBuf buffer) {}
