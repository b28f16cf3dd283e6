package io.streamspace.vnc.internal.hub;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The streams of this hub by their id. */
public final class StreamTable {
    private final Map<String, HubStream> byId = new ConcurrentHashMap<>();

    void add(HubStream stream) {
        byId.put(stream.id(), stream);
    }

    void remove(HubStream stream) {
        byId.remove(stream.id(), stream);
    }

    @Nullable
    HubStream find(String streamId) {
        return byId.get(streamId);
    }

    /** Those that a condition holds for. */
    public List<HubStream> matching(Predicate<HubStream> condition) {
        return byId.values().stream().filter(condition).toList();
    }
}
