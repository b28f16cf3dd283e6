package io.streamspace.server.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class ConnectorTlsTest {
    private static final ConnectorServer SERVER = new ConnectorServer();

    @BeforeAll
    static void start() throws Exception {
        SERVER.servlet(
                        "/scheme",
                        TestServlets.of((request, response) ->
                                response.getWriter().print(request.getScheme() + " " + request.isSecure())))
                .servlet("/pattern", TestServlets.pattern())
                .servlet("/count", TestServlets.countBody())
                .with(connector ->
                        connector.setTls(new TlsConfiguration(pem("localhost.pem"), pem("localhost-key.pem"), null)))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
    }

    private static Path pem(String name) {
        return Path.of("src/test/resources/tls", name).toAbsolutePath();
    }

    private static RawClient connect() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream certificate = pem("localhost.pem").toUri().toURL().openStream()) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new RawClient(context.getSocketFactory().createSocket("localhost", SERVER.port()));
    }

    @Test
    void requests_over_tls_are_known_to_be_secure() throws Exception {
        try (RawClient client = connect()) {
            assertThat(client.get("/scheme").response().text()).isEqualTo("https true");
        }
    }

    @Test
    void large_bodies_pass_both_ways_and_the_end_is_orderly() throws Exception {
        byte[] body = TestServlets.patternOf(3_000_000);
        try (RawClient client = connect()) {
            client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);
            assertThat(client.response().text()).startsWith("3000000 ");
            client.get("/pattern?bytes=3000000", "Connection: close");
            assertThat(client.response().body()).isEqualTo(body);
            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void plain_http_on_the_tls_port_is_closed() throws Exception {
        try (RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), SERVER.port()))) {
            client.get("/scheme");
            assertThat(new String(client.untilEnd(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void a_missing_key_is_named() {
        assertThatThrownBy(() -> new TlsConfiguration(pem("localhost.pem"), pem("absent.pem"), null).open())
                .hasMessageContaining("server.connector.tls.privateKey")
                .hasMessageContaining("absent.pem");
    }

    @Test
    void files_that_do_not_belong_together_are_named() {
        assertThatThrownBy(() -> new TlsConfiguration(pem("localhost-key.pem"), pem("localhost.pem"), null).open())
                .hasMessageContaining("PEM files that belong together");
    }
}
