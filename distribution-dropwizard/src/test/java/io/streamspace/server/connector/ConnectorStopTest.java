package io.streamspace.server.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dropwizard.lifecycle.Managed;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.WebSocketPipeline;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class ConnectorStopTest {
    private static final String UPGRADE = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    @Test
    void a_request_in_flight_is_finished_while_new_connections_are_refused() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ConnectorServer server = new ConnectorServer()
                .servlet("/wait", TestServlets.waitFor(entered, release))
                .start();
        int port = server.port();
        try (RawClient client = server.connect()) {
            client.get("/wait");
            entered.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(server));
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(ConnectException.class));
            release.countDown();
            assertThat(client.response().text()).isEqualTo("finished");
            stopped.join();
            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void what_is_managed_can_still_speak_on_its_channels_when_it_is_stopped() throws Exception {
        AtomicInteger open = new AtomicInteger();
        CompletableFuture<Channel> channel = new CompletableFuture<>();
        ConnectorServer server = new ConnectorServer()
                .webSockets(request -> accept(accepted -> {
                    new EchoPipeline(open).install(accepted);
                    channel.complete(accepted);
                }))
                .managed(new Managed() {
                    @Override
                    public void stop() throws Exception {
                        channel.get()
                                .writeAndFlush(new TextWebSocketFrame("bye"))
                                .sync();
                    }
                })
                .start();
        try (RawClient client = server.connect()) {
            client.send(UPGRADE).response();
            channel.get();
            server.close();
            assertThat(client.exactly(5)).endsWith("bye".getBytes());
            assertThat(client.untilEnd()).isEmpty();
        }
    }

    @Test
    void no_thread_and_no_descriptor_is_left_after_a_stop() throws Exception {
        startUseAndStop();
        long descriptors = openDescriptors();
        for (int i = 0; i < 3; i++) {
            startUseAndStop();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("streamspace-io") || name.startsWith("dw-")));
        await().untilAsserted(() -> assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors));
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (ConnectorServer first = new ConnectorServer().start()) {
            int taken = first.port();
            try (ConnectorServer second = new ConnectorServer().with(connector -> connector.setPort(taken))) {
                assertThatThrownBy(second::start)
                        .hasStackTraceContaining("Cannot listen on")
                        .hasStackTraceContaining(Integer.toString(taken));
            }
        }
    }

    private static Optional<CompletionStage<UpgradeDecision>> accept(WebSocketPipeline pipeline) {
        return Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Accept(null, pipeline)));
    }

    private static void startUseAndStop() throws Exception {
        AtomicInteger open = new AtomicInteger();
        try (ConnectorServer server = new ConnectorServer()
                        .servlet("/echo", TestServlets.echoQuery())
                        .webSockets(request -> accept(new EchoPipeline(open)))
                        .start();
                RawClient http = server.connect();
                RawClient webSocket = server.connect()) {
            http.get("/echo?x").response();
            webSocket.send(UPGRADE).response();
        }
        await().untilAsserted(() -> assertThat(open).hasValue(0));
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    private static void stop(ConnectorServer server) {
        try {
            server.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
