package io.streamspace.server.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * PEM files for {@code server.connector.tls}.
 *
 * @param certificate the certificate, followed by its intermediates
 * @param privateKey the PKCS#8 key of the certificate
 * @param privateKeyPassword when the key is encrypted
 */
public record TlsConfiguration(
        @JsonProperty(required = true) Path certificate,
        @JsonProperty(required = true) Path privateKey,
        @Nullable String privateKeyPassword) {

    SslContext open() {
        requireReadable(certificate, "certificate");
        requireReadable(privateKey, "privateKey");
        try {
            return SslContextBuilder.forServer(certificate.toFile(), privateKey.toFile(), privateKeyPassword)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "server.connector.tls cannot be used: %s and %s must be PEM files that belong together; the key in PKCS#8"
                            .formatted(certificate, privateKey),
                    unusable);
        }
    }

    private static void requireReadable(Path file, String option) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "server.connector.tls.%s: %s does not exist or cannot be read".formatted(option, file));
        }
    }

    @Override
    public String toString() {
        return "TlsConfiguration[certificate=%s, privateKey=%s]".formatted(certificate, privateKey);
    }
}
