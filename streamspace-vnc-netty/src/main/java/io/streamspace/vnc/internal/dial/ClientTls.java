package io.streamspace.vnc.internal.dial;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS of dialled connections: by BoringSSL where it is on the class path, else by the JDK. Host names are always verified. */
public final class ClientTls {
    private ClientTls() {}

    /** Trusts what {@code trust} trusts; null for the JDK's own trust store. */
    public static SslContext trusting(@Nullable TrustManagerFactory trust) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .endpointIdentificationAlgorithm("HTTPS");
        if (trust != null) {
            builder.trustManager(trust);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up with the given trust settings", e);
        }
    }
}
