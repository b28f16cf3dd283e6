package io.streamspace.agent.internal.demo.rfb;

import io.streamspace.agent.internal.demo.rfb.ClientMessage.CutText;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.Key;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.Pointer;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetDesktopSize;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetEncodings;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.SetPixelFormat;
import io.streamspace.agent.internal.demo.rfb.ClientMessage.UpdateRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: {@link #run} reads on its thread, a second one writes; when either ends, both do. */
final class Viewer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int OUTPUT_BUFFER = 32 * 1024;

    private final Socket socket;
    private final SharedScreen screen;
    private final Executor executor;

    Viewer(Socket socket, SharedScreen screen, Executor executor) {
        this.socket = socket;
        this.screen = screen;
        this.executor = executor;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), OUTPUT_BUFFER);
            Handshake.run(in, out);
            socket.setSoTimeout(0);
            serve(in, out);
        } catch (RfbException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("viewer broke the protocol and was closed");
        } catch (IOException e) {
            LOG.atTrace().addKeyValue("reason", e.getMessage()).log("viewer left");
        } catch (RejectedExecutionException e) {
            LOG.atTrace().log("viewer came while the desktop closes");
        }
    }

    private void serve(DataInputStream in, OutputStream out) throws IOException {
        ViewerFeed feed = screen.join();
        try {
            feed.serverInit().writeTo(out);
            out.flush();
            executor.execute(() -> write(feed, out));
            ClientMessageReader messages = new ClientMessageReader(in);
            for (; ; ) {
                apply(messages.read(), feed);
            }
        } finally {
            feed.close();
        }
    }

    private void apply(ClientMessage message, ViewerFeed feed) {
        switch (message) {
            case SetPixelFormat set -> feed.use(set.format());
            case SetEncodings set -> feed.use(set.encodings());
            case UpdateRequest request -> feed.request(request.incremental(), request.area());
            case Key key -> screen.act(picture -> picture.key(key.down(), key.keysym()));
            case Pointer at -> screen.act(picture -> picture.pointer(at.buttons(), at.x(), at.y()));
            case CutText cut -> screen.act(picture -> picture.cutText(cut.text()));
            case SetDesktopSize size -> feed.resize(size.width(), size.height());
        }
    }

    private void write(ViewerFeed feed, OutputStream out) {
        try (socket;
                UpdateWriter writer = new UpdateWriter(out)) {
            while (send(feed.next(), writer)) {}
        } catch (IOException e) {
            LOG.atTrace().addKeyValue("reason", e.getMessage()).log("viewer stopped listening");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean send(Outgoing outgoing, UpdateWriter writer) throws IOException {
        switch (outgoing) {
            case Outgoing.Pixels pixels -> writer.write(pixels);
            case Outgoing.Size size -> writer.write(size);
            case Outgoing.CutText text -> writer.write(text);
            case Outgoing.Closed closed -> {
                return false;
            }
        }
        return true;
    }
}
