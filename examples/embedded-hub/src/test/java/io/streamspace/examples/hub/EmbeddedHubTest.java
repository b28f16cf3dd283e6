package io.streamspace.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHubTest {
    @TempDir
    Path agentData;

    @Test
    @Timeout(60)
    void the_example_shows_a_desktop() throws Exception {
        var greeting = new AtomicReference<@Nullable String>();
        try (var postgres = EmbeddedPostgres.builder().start()) {
            EmbeddedHub.run(postgres.getPostgresDatabase(), agentData, desktop -> greeting.set(firstBytes(desktop)));
        }

        assertThat(greeting.get()).isEqualTo("RFB 003.008\n");
    }

    private static String firstBytes(URI desktop) {
        var first = new CompletableFuture<String>();
        try (var client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("binary")
                    .buildAsync(desktop, new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                            first.complete(
                                    StandardCharsets.US_ASCII.decode(data).toString());
                            return null;
                        }

                        @Override
                        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            first.complete("closed with " + code + " " + reason);
                            return null;
                        }
                    })
                    .join();
            String text = first.orTimeout(20, TimeUnit.SECONDS).join();
            socket.abort();
            return text;
        }
    }
}
