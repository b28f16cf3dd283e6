package io.streamspace.vnc.internal.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.internal.text.TextChannelInitializer;
import io.streamspace.vnc.ws.TextConnection;
import io.streamspace.vnc.ws.TextLimits;
import io.streamspace.vnc.ws.TextListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final HubContext hub = new TestHub().context;

    @Test
    void a_viewer_passes_the_codec_then_its_cap_then_the_inspector() {
        var grant = new ViewerGrant("v1", "sess-1", "agent-1", "vnc", ViewerMode.CONTROL, "ann");

        assertThat(names(VncTunnelHubChannelInitializer.ofViewer(hub, grant)))
                .containsExactly(
                        "ws-decoder",
                        "ws-encoder",
                        "ws-control",
                        "ws-keep-alive",
                        "traffic",
                        "rfb-inspector",
                        "viewer");
    }

    @Test
    void a_resuming_viewer_passes_the_same_and_ends_in_a_stream() {
        var grant = new ViewerGrant("v1", "sess-1", "agent-1", "vnc", ViewerMode.CONTROL, "ann");

        assertThat(names(VncTunnelHubChannelInitializer.ofResumingViewer(hub, grant, true)))
                .containsExactly(
                        "ws-decoder",
                        "ws-encoder",
                        "ws-control",
                        "ws-keep-alive",
                        "traffic",
                        "rfb-inspector",
                        "stream");
    }

    @Test
    void an_agents_stream_connection_has_nothing_but_codec_and_stream() {
        assertThat(names(VncTunnelHubChannelInitializer.ofAgentStream(hub, "agent-1")))
                .containsExactly("ws-decoder", "ws-encoder", "ws-control", "ws-keep-alive", "stream");
    }

    @Test
    void a_text_connection_is_the_same_on_both_sides() {
        List<String> expected = List.of("ws-decoder", "ws-encoder", "ws-control", "ws-keep-alive", "text");

        assertThat(names(TextChannelInitializer.ofServer(new Deaf(), TextLimits.ofLink(), false)))
                .isEqualTo(expected);
        assertThat(names(TextChannelInitializer.ofClient(new Deaf(), TextLimits.ofLink())))
                .isEqualTo(expected);
    }

    private static List<String> names(ChannelHandler initializer) {
        EmbeddedChannel channel = new EmbeddedChannel(initializer);
        List<String> names = channel.pipeline().names();
        channel.finishAndReleaseAll();
        return names.subList(0, names.size() - 1);
    }

    private static final class Deaf implements TextListener {
        @Override
        public void opened(TextConnection connection) {}

        @Override
        public void text(TextConnection connection, String text) {}

        @Override
        public void closed(TextConnection connection, int code, String reason) {}
    }
}
