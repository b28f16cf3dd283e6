package io.streamspace.vnc.internal.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The streams of this hub by their id, and how the latest ended, so that an end which was away then need not wait for the other. */
public final class StreamTable {
    private static final int REMEMBERED = 1024;

    private final Map<String, ViewerStream> byId = new ConcurrentHashMap<>();
    // Guarded by itself.
    private final Map<String, Integer> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    void add(ViewerStream stream) {
        byId.put(stream.id(), stream);
    }

    void remove(ViewerStream stream, int closeCode) {
        byId.remove(stream.id(), stream);
        synchronized (ended) {
            ended.put(stream.id(), closeCode);
        }
    }

    @Nullable
    ViewerStream find(String streamId) {
        return byId.get(streamId);
    }

    /** The viewer's close code of a stream that ended here lately; null where there was none of that id. */
    @Nullable
    Integer endOf(String streamId) {
        synchronized (ended) {
            return ended.get(streamId);
        }
    }

    /** Those that a condition holds for. */
    public List<ViewerStream> matching(Predicate<ViewerStream> condition) {
        return byId.values().stream().filter(condition).toList();
    }
}
