package io.streamspace.hub.internal.store;

import io.streamspace.hub.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says what was committed, on the thread that committed it; whoever listens does not block. */
public final class Signals {
    private final List<Consumer<Session>> sessionListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ViewerOrder>> orderListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> queueListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<StoredCommand>> cancelListeners = new CopyOnWriteArrayList<>();

    /** Hears what is to happen to viewers. */
    public void onViewerOrder(Consumer<ViewerOrder> listener) {
        orderListeners.add(listener);
    }

    /** Hears each session that changed. */
    public void onSession(Consumer<Session> listener) {
        sessionListeners.add(listener);
    }

    /** Hears the id of each agent for which a command was queued. */
    public void onCommandQueued(Consumer<String> listener) {
        queueListeners.add(listener);
    }

    /** Hears each command that is no longer wanted though its agent may have it; as it stood before. */
    public void onCommandCancelled(Consumer<StoredCommand> listener) {
        cancelListeners.add(listener);
    }

    void viewerOrder(ViewerOrder order) {
        orderListeners.forEach(listener -> listener.accept(order));
    }

    void session(Session session) {
        sessionListeners.forEach(listener -> listener.accept(session));
    }

    void commandQueued(String agentId) {
        queueListeners.forEach(listener -> listener.accept(agentId));
    }

    void commandCancelled(StoredCommand command) {
        cancelListeners.forEach(listener -> listener.accept(command));
    }
}
