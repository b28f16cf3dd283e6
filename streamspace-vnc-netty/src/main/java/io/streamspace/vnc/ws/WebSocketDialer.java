package io.streamspace.vnc.ws;

import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.internal.dial.ClientTls;
import io.streamspace.vnc.internal.dial.Dialer;
import io.streamspace.vnc.internal.text.TextChannelInitializer;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets as a client, with or without TLS. May be used from any thread. */
public final class WebSocketDialer implements AutoCloseable {
    private final Dialer dialer;

    private WebSocketDialer(Dialer dialer) {
        this.dialer = dialer;
    }

    /** A dialer that trusts the certificates that the JDK trusts. */
    public static WebSocketDialer create(EventLoops loops) {
        return create(loops, null);
    }

    /** A dialer that trusts what {@code trust} trusts; null for what the JDK trusts. */
    public static WebSocketDialer create(EventLoops loops, @Nullable TrustManagerFactory trust) {
        return new WebSocketDialer(new Dialer(loops, ClientTls.trusting(trust)));
    }

    /**
     * Dials a text WebSocket. The listener's {@code opened} comes before the stage completes.
     *
     * @return fails with a {@link WebSocketDialException}; then the listener hears nothing
     */
    public CompletionStage<TextConnection> dialText(DialRequest request, TextListener listener, TextLimits limits) {
        var initializer = TextChannelInitializer.ofClient(listener, limits);
        return dialer.dial(
                        request.offeringDeflate(), channel -> channel.pipeline().addLast(initializer))
                .thenApply(channel -> initializer.connection());
    }

    /** Gives up what is still being dialled; open connections stay open. */
    @Override
    public void close() {
        dialer.close();
    }
}
