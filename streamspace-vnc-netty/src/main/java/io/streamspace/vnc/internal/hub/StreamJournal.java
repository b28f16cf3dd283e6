package io.streamspace.vnc.internal.hub;

import io.netty.channel.EventLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What host, metrics and log hear of a {@link RelayedStream}. On the stream's event loop. */
final class StreamJournal {
    // Named for the stream, whose log this is.
    private static final Logger LOG = LoggerFactory.getLogger(RelayedStream.class);

    private final HubContext hub;
    private final String streamId;
    private final ViewerControls controls;
    private final EventLoop loop;
    private long suspendedAt;
    private boolean announced;

    StreamJournal(HubContext hub, String streamId, ViewerControls controls, EventLoop loop) {
        this.hub = hub;
        this.streamId = streamId;
        this.controls = controls;
        this.loop = loop;
    }

    /** The desktop is connected. */
    void opened(Duration took) {
        hub.meters().opened(took);
        log().addKeyValue("millis", took.toMillis()).log("stream opened");
        announce();
    }

    /** The stream goes on that another hub had opened. */
    void adopted() {
        hub.meters().adopted();
        announce();
    }

    private void announce() {
        announced = true;
        hub.host().viewerOpened(controls.grant());
    }

    void suspended() {
        suspendedAt = loop.ticker().nanoTime();
        log().log("stream suspended");
    }

    void resumed() {
        Duration pause = Duration.ofNanos(loop.ticker().nanoTime() - suspendedAt);
        hub.meters().resumed(pause);
        log().addKeyValue("millis", pause.toMillis()).log("stream resumed");
    }

    /** It will not go on. */
    void lost() {
        hub.meters().lost();
    }

    void closed(int code) {
        if (announced) {
            hub.meters().closed();
            hub.host().viewerClosed(controls.grant(), code);
        }
        log().addKeyValue("code", code).log("stream closed");
    }

    private LoggingEventBuilder log() {
        return LOG.atInfo()
                .addKeyValue("streamId", streamId)
                .addKeyValue("sessionId", controls.grant().sessionId())
                .addKeyValue("agentId", controls.grant().agentId());
    }
}
