package io.streamspace.vnc.ws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.vnc.EventLoops;
import io.streamspace.vnc.UpgradeServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextWebSocketTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final EventLoops loops = EventLoops.create(2);
    private final WebSocketDialer dialer = WebSocketDialer.create(loops);
    private final Recorder atServer = new Recorder();
    private final Recorder atClient = new Recorder();
    private final List<String> offered = new CopyOnWriteArrayList<>();
    private UpgradeServer server;

    @BeforeEach
    void listen() {
        server = UpgradeServer.start(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::route, null);
    }

    @AfterEach
    void close() {
        dialer.close();
        server.close();
        loops.close();
    }

    @Test
    void text_goes_both_ways_and_the_close_code_arrives() throws Exception {
        TextConnection client = dial("/link").get(20, SECONDS);
        String long_ = "ü€😀".repeat(30_000);
        client.send("hello");
        client.send(long_);
        assertThat(atServer.next()).isEqualTo("opened");
        assertThat(atServer.next()).isEqualTo("hello");
        assertThat(atServer.next()).isEqualTo(long_);
        atServer.connection.join().send("welcome");
        assertThat(atClient.next()).isEqualTo("opened");
        assertThat(atClient.next()).isEqualTo("welcome");

        atServer.connection.join().close(4102, "superseded");

        assertThat(atClient.next()).isEqualTo("closed 4102 superseded");
        assertThat(atServer.next()).isEqualTo("closed 4102 ");
    }

    @Test
    void where_both_sides_agree_the_clients_texts_are_compressed_and_arrive() throws Exception {
        TextConnection client = dial("/deflate").get(20, SECONDS);
        String text = "session ".repeat(20_000);

        client.send(text);
        client.send("short");
        atServer.connection.join().send(text);

        assertThat(offered).containsExactly(WebSocketHandshake.DEFLATE);
        assertThat(atServer.next()).isEqualTo("opened");
        assertThat(atServer.next()).isEqualTo(text);
        assertThat(atServer.next()).isEqualTo("short");
        assertThat(atClient.next()).isEqualTo("opened");
        assertThat(atClient.next()).isEqualTo(text);
    }

    @Test
    void a_server_that_agrees_to_more_than_was_offered_is_refused() {
        assertThatThrownBy(() -> dial("/wrong").get(20, SECONDS))
                .cause()
                .hasMessageContaining("an extension that was not asked for");
    }

    @Test
    void a_refusal_is_read_with_its_status_code_and_sentence() {
        assertThatThrownBy(() -> dial("/refused").get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketDialException.class, e -> {
                    assertThat(e.httpStatus()).isEqualTo(403);
                    assertThat(e.refusalCode()).isEqualTo("key_unknown");
                    assertThat(e).hasMessage("The key is not known; enrol again.");
                });
    }

    private CompletableFuture<TextConnection> dial(String path) {
        URI uri = URI.create("ws://127.0.0.1:" + server.port() + path);
        var request = new DialRequest(uri, "streamspace.agent.v1", Map.of(), SOON);
        return dialer.dialText(request, atClient, TextLimits.ofLink()).toCompletableFuture();
    }

    private Optional<java.util.concurrent.CompletionStage<UpgradeDecision>> route(UpgradeRequest request) {
        return switch (request.path()) {
            case "/link" ->
                Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(
                        "streamspace.agent.v1", WebSocketPipelines.text(atServer, TextLimits.ofLink()))));
            case "/deflate" -> {
                offered.add(WebSocketHandshake.deflate(request).orElse("nothing"));
                yield Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(
                        "streamspace.agent.v1",
                        WebSocketHandshake.DEFLATE,
                        WebSocketPipelines.text(atServer, TextLimits.ofLink(), true))));
            }
            case "/wrong" ->
                Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(
                        "streamspace.agent.v1",
                        "permessage-deflate; server_max_window_bits=8",
                        WebSocketPipelines.text(atServer, TextLimits.ofLink(), true))));
            case "/refused" ->
                Optional.of(CompletableFuture.completedFuture(
                        new UpgradeDecision.Refuse(403, "key_unknown", "The key is not known; enrol again.")));
            default -> Optional.empty();
        };
    }

    private static final class Recorder implements TextListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<TextConnection> connection = new CompletableFuture<>();

        @Override
        public void opened(TextConnection connection) {
            this.connection.complete(connection);
            heard.add("opened");
        }

        @Override
        public void text(TextConnection connection, String text) {
            heard.add(text);
        }

        @Override
        public void closed(TextConnection connection, int code, String reason) {
            heard.add("closed " + code + " " + reason);
        }

        String next() throws InterruptedException {
            return heard.poll(20, SECONDS);
        }
    }
}
