package io.streamspace.vnc.internal.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.internal.frame.CloseStatus;
import io.streamspace.vnc.internal.frame.Frame;
import io.streamspace.vnc.internal.stream.LocalSide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler of a viewer's WebSocket: hands its bytes to the stream, and the stream's to it. */
final class ViewerSide extends ChannelInboundHandlerAdapter implements LocalSide {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerSide.class);

    private final Channel channel;
    private final HubContext hub;
    private final ViewerControls controls;
    private final HubStream stream;
    private boolean closing;
    private int closeCode;

    ViewerSide(Channel channel, HubContext hub, ViewerControls controls) {
        this.channel = channel;
        this.hub = hub;
        this.controls = controls;
        this.stream = new HubStream(hub, controls, this);
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        stream.start();
    }

    void opened() {
        tell();
        controls.idle().start(channel.eventLoop(), () -> close(CloseCode.IDLE, CloseCode.IDLE.sentence()));
    }

    /** Puts the latest policy into force. */
    void enforce() {
        if (closing) {
            return;
        }
        if (controls.enforce()) {
            tell();
        } else {
            close(CloseCode.POLICY_CHANGED, CloseCode.POLICY_CHANGED.sentence());
        }
    }

    private void tell() {
        if (controls.grant().notices()) {
            channel.writeAndFlush(new Frame.Text(controls.notice()));
        }
    }

    /** Closes the viewer's connection; the first reason counts. */
    void close(CloseCode code, String sentence) {
        if (!closing) {
            closing = true;
            closeCode = code.number();
            channel.writeAndFlush(new Frame.Close(code.number(), sentence));
            ended(code.number());
        }
    }

    private void ended(int code) {
        controls.idle().stop();
        stream.viewerClosed(code);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf piece) {
            read(piece);
        } else if (msg instanceof Frame.Close close) {
            closing = true;
            ended(closeCode == 0 ? close.code() : closeCode);
        } else if (msg instanceof Frame.Dead dead) {
            closeCode = dead.writesBlocked() ? CloseCode.TOO_SLOW.number() : CloseStatus.ABNORMAL;
        } else if (msg instanceof Frame.Malformed malformed) {
            refuse(malformed);
        } else if (msg instanceof Frame.Text) {
            close(CloseCode.VIEWER_PROTOCOL_ERROR, "A viewer sends binary messages only.");
        } else {
            ReferenceCountUtil.release(msg);
        }
    }

    private void refuse(Frame.Malformed malformed) {
        LOG.atInfo()
                .addKeyValue("streamId", stream.id())
                .addKeyValue("fault", malformed.reason())
                .log("a viewer's conversation is refused");
        close(CloseCode.of(malformed.code()).orElse(CloseCode.VIEWER_PROTOCOL_ERROR), malformed.reason());
    }

    private void read(ByteBuf piece) {
        if (closing) {
            piece.release();
        } else {
            hub.meters().toDesktop(piece.readableBytes());
            stream.flow().send(piece);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!closing) {
            stream.flow().localReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!closing) {
            stream.flow().localWritabilityChanged();
        }
    }

    @Override
    public void deliver(ByteBuf piece) {
        if (closing) {
            piece.release();
        } else {
            channel.write(piece);
        }
    }

    @Override
    public void flush() {
        if (!closing) {
            channel.flush();
        }
    }

    /** Nothing: a viewer knows no half-closed stream, so the stream's own end closes it. */
    @Override
    public void ended() {}

    @Override
    public boolean isWritable() {
        return closing || channel.isWritable();
    }

    @Override
    public void reading(boolean on) {
        if (!closing) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("streamId", stream.id()).log("a viewer's connection failed");
        close(CloseCode.STREAM_LOST, CloseCode.STREAM_LOST.sentence());
    }
}
