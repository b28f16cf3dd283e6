package io.streamspace.driver.k8s;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what the cluster does by itself (D-502): a pod's change only says where to look; what is told is how the session looks then. */
final class Watches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Pods pods;
    private final Observation observation;
    private final List<Watch> open = new CopyOnWriteArrayList<>();

    Watches(Pods pods, Observation observation) {
        this.pods = pods;
        this.observation = observation;
    }

    AutoCloseable open(SessionListener listener) {
        var watch = new Watch(listener);
        open.add(watch);
        return watch;
    }

    @Override
    public void close() {
        open.forEach(Watch::close);
    }

    /** Looks on a thread of its own, since a look takes time and the watch of the pods has none. */
    private final class Watch implements AutoCloseable {
        private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
        private final Pods.Listening listening = pods.listening(changed::add);
        private final Thread thread;

        Watch(SessionListener listener) {
            thread = Thread.ofVirtual().name("kubernetes-driver-watch").start(() -> look(listener));
        }

        private void look(SessionListener listener) {
            try {
                while (true) {
                    String sessionId = changed.take();
                    changed.removeIf(sessionId::equals);
                    tell(sessionId, listener);
                }
            } catch (InterruptedException e) {
                LOG.atDebug().log("Pods are not watched any more");
            }
        }

        private void tell(String sessionId, SessionListener listener) throws InterruptedException {
            try {
                listener.changed(observation.of(new SessionRef(sessionId, 0, null)));
            } catch (DriverException e) {
                LOG.atDebug()
                        .addKeyValue("reason", e.getMessage())
                        .log("A session that changed could not be looked at");
            }
        }

        @Override
        public void close() {
            listening.close();
            thread.interrupt();
            open.remove(this);
        }
    }
}
