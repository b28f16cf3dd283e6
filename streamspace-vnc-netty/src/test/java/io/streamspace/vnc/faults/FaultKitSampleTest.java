package io.streamspace.vnc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The README's sample: a client of an application under test, behind a network that stalls. */
class FaultKitSampleTest {
    @RegisterExtension
    final FaultyNetwork network = new FaultyNetwork();

    @Test
    void my_client_gives_up_on_a_server_that_never_answers() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FaultyProxy proxy = network.to(server.getLocalPort());
            network.faults(Faults.NONE.withDelay(Duration.ofMillis(20)).withStallAfterBytes(0));

            assertThat(myClient(new InetSocketAddress("localhost", proxy.port())))
                    .isEqualTo("gave up");
        }
    }

    private static String myClient(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(200);
            return "answered " + socket.getInputStream().read();
        } catch (SocketTimeoutException silence) {
            return "gave up";
        }
    }
}
