package io.streamspace.vnc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.fixture.TestDesktop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each fault of the kit, seen by a plain client of a plain server. */
class FaultKitTest {
    private static final byte[] WORD = {1, 2, 3, 4, 5};

    @RegisterExtension
    final FaultyNetwork network = new FaultyNetwork();

    private final TestDesktop server = TestDesktop.echo();
    private FaultyProxy proxy;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        proxy = network.to(server.address().getPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(20_000);
        assertThat(echo()).isEqualTo(WORD);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private byte[] echo() throws IOException {
        client.getOutputStream().write(WORD);
        return client.getInputStream().readNBytes(WORD.length);
    }

    private void assertNothingComesFor(int millis) throws IOException {
        client.setSoTimeout(millis);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(20_000);
    }

    @Test
    void delay_makes_bytes_late_and_loses_none() throws IOException {
        network.faults(Faults.NONE.withDelay(Duration.ofSeconds(2)));
        client.getOutputStream().write(WORD);

        assertNothingComesFor(100);
        assertThat(client.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    }

    @Test
    void throttle_holds_a_connection_to_a_rate() throws IOException {
        network.faults(Faults.NONE.withBytesPerSecond(2));
        echo();
        client.getOutputStream().write(WORD);

        assertNothingComesFor(100);
        assertThat(client.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    }

    @Test
    void a_black_hole_tells_nobody_and_gives_back_what_it_swallowed_when_it_is_over() throws IOException {
        network.faults(Faults.NONE.withSilence(true));
        client.getOutputStream().write(WORD);
        assertNothingComesFor(300);

        network.faults(Faults.NONE);
        assertThat(client.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    }

    @Test
    void half_open_to_the_client_the_server_is_gone_and_the_client_is_not_told() throws IOException {
        proxy.halfOpenToClients();

        await().untilAsserted(() -> assertThat(server.connections()).isZero());
        assertNothingComesFor(300);
    }

    @Test
    void half_open_to_the_server_the_client_is_gone_and_the_server_is_not_told() throws IOException {
        proxy.halfOpenToServer();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_cut_ends_the_connection_in_order_and_a_reset_does_not() throws IOException {
        proxy.cut();
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        try (var second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            await().until(() -> proxy.connections() == 1);
            proxy.reset();
            assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void an_idle_connection_is_cut_and_one_in_use_is_not() throws IOException {
        network.faults(Faults.NONE.withCutWhenIdle(Duration.ofMillis(400)));

        assertThat(echo()).isEqualTo(WORD);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void an_answer_stalls_in_the_middle_of_a_handshake() throws IOException {
        network.faults(Faults.NONE.withStallAfterBytes(WORD.length + 2));
        client.getOutputStream().write(WORD);

        assertThat(client.getInputStream().readNBytes(2)).containsExactly(1, 2);
        assertNothingComesFor(300);
    }
}
