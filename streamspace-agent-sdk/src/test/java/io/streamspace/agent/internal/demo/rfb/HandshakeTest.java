package io.streamspace.agent.internal.demo.rfb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private ServedPicture served;
    private TestViewer viewer;

    @BeforeEach
    void connect() throws IOException {
        served = new ServedPicture(320, 200);
        viewer = TestViewer.unconnected(served.address());
    }

    @AfterEach
    void close() throws IOException {
        viewer.close();
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.003\n", "RFB 003.005\n"})
    void version_3_3_is_told_the_security_type(String version) throws IOException {
        say(version);
        assertThat(viewer.in().readInt()).isEqualTo(1);
        viewer.send(new Bytes().u8(0));
        assertServerInit();
    }

    @Test
    void version_3_7_chooses_and_gets_no_security_result() throws IOException {
        say("RFB 003.007\n");
        assertThat(viewer.in().readUnsignedShort()).as("one type: none").isEqualTo(0x0101);
        viewer.send(new Bytes().u8(1).u8(1));
        assertServerInit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.008\n", "RFB 003.889\n", "RFB 004.001\n"})
    void version_3_8_and_above_get_a_security_result(String version) throws IOException {
        say(version);
        assertThat(viewer.in().readUnsignedShort()).isEqualTo(0x0101);
        viewer.send(new Bytes().u8(1));
        assertThat(viewer.in().readInt()).isZero();
        viewer.send(new Bytes().u8(1));
        assertServerInit();
    }

    @Test
    void another_security_type_is_refused_with_a_reason() throws IOException {
        say("RFB 003.008\n");
        viewer.in().readUnsignedShort();
        viewer.send(new Bytes().u8(2));
        assertThat(viewer.in().readInt()).isEqualTo(1);
        byte[] reason = new byte[viewer.in().readInt()];
        viewer.in().readFully(reason);
        assertThat(new String(reason, US_ASCII)).contains("None");
        assertClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.08\n\n", "GET / HTTP/1", "RFB 002.009\n", "\0\0\0\0\0\0\0\0\0\0\0\0"})
    void what_is_no_version_is_closed(String version) throws IOException {
        say(version);
        assertClosed();
    }

    private void say(String version) throws IOException {
        byte[] banner = new byte[12];
        viewer.in().readFully(banner);
        assertThat(new String(banner, US_ASCII)).isEqualTo("RFB 003.008\n");
        viewer.send(new Bytes().put(version.getBytes(US_ASCII)));
    }

    private void assertServerInit() throws IOException {
        viewer.readServerInit();
        assertThat(viewer.name()).isEqualTo("Prüfbild");
        assertThat(viewer.width()).isEqualTo(320);
        assertThat(viewer.height()).isEqualTo(200);
    }

    private void assertClosed() throws IOException {
        try {
            assertThat(viewer.in().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
