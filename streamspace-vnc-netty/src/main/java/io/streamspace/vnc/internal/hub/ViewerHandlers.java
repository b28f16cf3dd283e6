package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.internal.rfb.InputListener;
import io.streamspace.vnc.internal.rfb.RfbInspector;
import org.jspecify.annotations.Nullable;

/** The handlers of one of a viewer's WebSockets that hold it to its policy. On its event loop. */
final class ViewerHandlers implements InputListener {
    private final ViewerTraffic traffic;
    private final RfbInspector inspector;
    private InputListener listener = delivered -> {};

    ViewerHandlers(HubContext hub, ViewerGrant grant) {
        this.traffic = new ViewerTraffic(hub.meters(), grant.policy().maxBytesPerSecond());
        this.inspector = new RfbInspector(grant.policy(), grant.limits(), this, hub.meters());
    }

    ViewerTraffic traffic() {
        return traffic;
    }

    RfbInspector inspector() {
        return inspector;
    }

    /** From now on {@code next} hears of a person's activity. */
    void listener(InputListener next) {
        listener = next;
    }

    /**
     * Goes on where the viewer's conversation stands.
     *
     * @param position of the viewer's next byte
     * @param fromServer the number of the server's next byte
     * @return false where it is no position
     */
    boolean restore(@Nullable String position, long fromServer) {
        try {
            inspector.restore(position == null ? "" : position, fromServer);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    @Override
    public void input(boolean delivered) {
        listener.input(delivered);
    }
}
