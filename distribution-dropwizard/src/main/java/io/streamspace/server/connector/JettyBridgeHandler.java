package io.streamspace.server.connector;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/** Gives a new channel to Jetty and passes its events on. One per channel, on its event loop. */
final class JettyBridgeHandler extends ChannelInboundHandlerAdapter {
    private final NettyConnector connector;
    private @Nullable NettyEndPoint endPoint;

    JettyBridgeHandler(NettyConnector connector) {
        this.connector = connector;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        NettyEndPoint opened = new NettyEndPoint(connector, context.channel());
        opened.setIdleTimeout(connector.getIdleTimeout());
        Connection connection = connector.getDefaultConnectionFactory().newConnection(connector, opened);
        opened.setConnection(connection);
        endPoint = opened;
        connector.joined(opened);
        opened.onOpen();
        connection.onOpen();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (endPoint == null) {
            ((ByteBuf) message).release();
        } else {
            endPoint.received((ByteBuf) message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && endPoint != null) {
            endPoint.inputEnded();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (endPoint != null) {
            endPoint.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (endPoint != null) {
            endPoint.inactive();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (endPoint == null) {
            context.close();
        } else {
            // Jetty is quiet about an EofException: clients reset connections all the time.
            endPoint.close(cause instanceof IOException ? new EofException(cause) : cause);
        }
    }
}
