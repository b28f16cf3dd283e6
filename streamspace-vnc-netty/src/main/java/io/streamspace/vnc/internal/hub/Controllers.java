package io.streamspace.vnc.internal.hub;

import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who controls the desktop of a session. After a take-over one viewer alone does, and whoever comes later begins as a watcher, so that a
 * viewer that lost control does not get it back by a new connection; that ends when the controller leaves or somebody else is given control.
 */
public final class Controllers {
    private final StreamTable streams;
    // The stream that alone controls a session. Guarded by this, as every change of several viewers at once.
    private final Map<String, ViewerStream> alone = new ConcurrentHashMap<>();

    public Controllers(StreamTable streams) {
        this.streams = streams;
    }

    /** A viewer comes. */
    synchronized void admit(ViewerStream stream) {
        if (alone.containsKey(stream.grant().sessionId())) {
            stream.change(policy -> policy.withMode(ViewerMode.VIEW));
        }
    }

    /** Whether that viewer controls its session alone. */
    boolean isAlone(ViewerStream stream) {
        return alone.get(stream.grant().sessionId()) == stream;
    }

    /** A viewer is gone. */
    synchronized void left(ViewerStream stream) {
        alone.remove(stream.grant().sessionId(), stream);
    }

    /**
     * Changes a viewer's policy within its limits.
     *
     * @return false where there is no such viewer
     */
    public synchronized boolean change(String viewerId, UnaryOperator<ViewerPolicy> change) {
        ViewerStream stream = find(viewerId);
        if (stream == null) {
            return false;
        }
        stream.change(change);
        ViewerStream controller = alone.get(stream.grant().sessionId());
        boolean shared = stream != controller && stream.viewer().policy().mode() == ViewerMode.CONTROL;
        boolean gaveUp = stream == controller && stream.viewer().policy().mode() == ViewerMode.VIEW;
        if (controller != null && (shared || gaveUp)) {
            alone.remove(stream.grant().sessionId());
            controller.change(UnaryOperator.identity());
        }
        return true;
    }

    /**
     * The viewer controls its session alone.
     *
     * @return false where there is no such viewer, or it may only watch
     */
    public synchronized boolean takeOver(String viewerId) {
        ViewerStream taker = find(viewerId);
        if (taker == null || taker.grant().limits().mode() == ViewerMode.VIEW) {
            return false;
        }
        String session = taker.grant().sessionId();
        // Before the changes, since whoever carries them out asks who is alone.
        ViewerStream before = alone.put(session, taker);
        if (before != null && before != taker) {
            before.change(UnaryOperator.identity());
        }
        for (ViewerStream other : streams.matching(ofSession(session).and(s -> s != taker))) {
            if (other.viewer().policy().mode() == ViewerMode.CONTROL) {
                other.change(policy -> policy.withMode(ViewerMode.VIEW));
            }
        }
        taker.change(policy -> policy.withMode(ViewerMode.CONTROL));
        return true;
    }

    /**
     * One viewer becomes a watcher, and another one of the same session gets its place.
     *
     * @return false where one of them is not there, or the other may only watch
     */
    public synchronized boolean handOver(String fromViewerId, String toViewerId) {
        ViewerStream from = find(fromViewerId);
        ViewerStream to = find(toViewerId);
        if (from == null
                || to == null
                || from == to
                || !from.grant().sessionId().equals(to.grant().sessionId())
                || to.grant().limits().mode() == ViewerMode.VIEW) {
            return false;
        }
        alone.replace(from.grant().sessionId(), from, to);
        from.change(policy -> policy.withMode(ViewerMode.VIEW));
        to.change(policy -> policy.withMode(ViewerMode.CONTROL));
        return true;
    }

    static Predicate<ViewerStream> ofSession(String sessionId) {
        return stream -> stream.grant().sessionId().equals(sessionId);
    }

    private @Nullable ViewerStream find(String viewerId) {
        List<ViewerStream> found =
                streams.matching(stream -> stream.grant().viewerId().equals(viewerId));
        return found.isEmpty() ? null : found.getFirst();
    }
}
