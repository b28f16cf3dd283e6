package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.internal.rfb.InputListener;
import io.streamspace.vnc.internal.rfb.RfbInspector;
import io.streamspace.vnc.internal.stream.StreamConnection;

/** A resuming viewer's WebSocket, with the handlers that its stream has to reach. Used on its event loop. */
final class ViewerLeg implements InputListener {
    private final StreamConnection connection;
    private final RfbInspector inspector;
    private InputListener listener = delivered -> {};

    /** A leg whose WebSocket is {@code connection}. */
    ViewerLeg(StreamConnection connection, ViewerMode mode) {
        this.connection = connection;
        this.inspector = new RfbInspector(mode, this);
    }

    StreamConnection connection() {
        return connection;
    }

    RfbInspector inspector() {
        return inspector;
    }

    /** From now on {@code next} hears of a person's activity. */
    void listener(InputListener next) {
        listener = next;
    }

    @Override
    public void input(boolean delivered) {
        listener.input(delivered);
    }
}
