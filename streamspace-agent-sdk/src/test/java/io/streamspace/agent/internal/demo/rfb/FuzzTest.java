package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FuzzTest {
    private static final int[] TYPES = {0, 2, 3, 4, 5, 6, 251};

    @Test
    void no_input_throws_anything_but_the_end_or_a_protocol_error() throws IOException {
        Random random = new Random(6143);
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] input = new byte[1 + random.nextInt(80)];
            random.nextBytes(input);
            input[0] = (byte) TYPES[random.nextInt(TYPES.length)];
            ClientMessageReader reader = new ClientMessageReader(TestViewer.PixelReader.over(input));
            try {
                while (true) {
                    reader.read();
                }
            } catch (EOFException | RfbException expected) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(50_000);
    }

    @Test
    void random_conversations_leave_the_server_serving() throws IOException {
        Random random = new Random(1998);
        try (ServedPicture served = new ServedPicture(200, 150)) {
            for (int round = 0; round < 300; round++) {
                try (TestViewer viewer = served.viewer()) {
                    talk(viewer, random);
                } catch (SocketException closedByServer) {
                    assertThat(closedByServer).isNotNull();
                }
            }
            try (TestViewer viewer = served.viewer()) {
                viewer.request(false);
                viewer.update();
                int[] seen = viewer.pixels();
                assertThat(Arrays.equals(seen, served.packed(PixelFormat.NATIVE)))
                        .isTrue();
            }
        }
    }

    private static void talk(TestViewer viewer, Random random) throws IOException {
        for (int i = 0; i < 10; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            viewer.send(new Bytes().u8(TYPES[random.nextInt(TYPES.length)]).put(body));
            if (random.nextInt(4) == 0) {
                viewer.request(random.nextBoolean());
            }
        }
    }
}
