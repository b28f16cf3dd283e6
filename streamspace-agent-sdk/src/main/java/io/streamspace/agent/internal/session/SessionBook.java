package io.streamspace.agent.internal.session;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of its sessions: the generations that it has seen and the last look at the platform. A cache, never the truth: all
 * of it can be forgotten at any moment and is found again from the platform and the hub. On the agent's loop.
 */
public final class SessionBook {
    private static final int MOST_FORGOTTEN = 10_000;

    private final Map<String, SessionEntry> entries = new LinkedHashMap<>();

    // Late commands for sessions that are gone must still be told as late. Bounded, since ids are never used again.
    private final Map<String, Gone> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Gone> eldest) {
            return size() > MOST_FORGOTTEN;
        }
    };

    private long looks;

    private record Gone(long generation, boolean stopped, long touched) {}

    /** Whether a command of that generation comes too late: a newer one was accepted, or the session was stopped at it. */
    public boolean isStale(String sessionId, long generation) {
        SessionEntry entry = entries.get(sessionId);
        if (entry != null) {
            return generation < entry.generation || (entry.stopped && generation == entry.generation);
        }
        Gone past = gone.get(sessionId);
        return past != null && (generation < past.generation || (past.stopped && generation == past.generation));
    }

    /** Whether a stop of that generation comes too late. One that is repeated does not: the first may have failed. */
    public boolean isStaleStop(String sessionId, long generation) {
        return generation < generation(sessionId);
    }

    /** The hub wants to keep the session; says whether this process has had nothing to do with it so far. */
    public boolean kept(String sessionId, long generation) {
        SessionEntry entry = entry(sessionId);
        boolean first = !entry.ours;
        accepted(sessionId, generation);
        return first;
    }

    /** A command of that generation was accepted. */
    public void accepted(String sessionId, long generation) {
        SessionEntry entry = entry(sessionId);
        entry.ours = true;
        if (generation > entry.generation) {
            entry.stopped = false;
        }
        entry.raise(generation);
    }

    /** A stop of that generation was accepted: nothing of it or before may start again. */
    public void stopAccepted(String sessionId, long generation) {
        SessionEntry entry = entry(sessionId);
        entry.raise(generation);
        entry.stopped = true;
    }

    /** A start asked for so much. */
    public void asked(String sessionId, Resources resources) {
        entry(sessionId).asked = resources;
    }

    /** The generation to report for a session. */
    public long generation(String sessionId) {
        SessionEntry entry = entries.get(sessionId);
        if (entry != null) {
            return entry.generation;
        }
        Gone past = gone.get(sessionId);
        return past == null ? 0 : past.generation;
    }

    /** The session as the driver wants it named; empty where this process has never heard of it. */
    public Optional<SessionRef> ref(String sessionId) {
        return Optional.ofNullable(entries.get(sessionId))
                .map(e -> new SessionRef(sessionId, e.generation, e.facts == null ? null : e.facts.handle()));
    }

    /** The session's last known facts. */
    public @Nullable SessionFacts facts(String sessionId) {
        SessionEntry entry = entries.get(sessionId);
        return entry == null ? null : entry.facts;
    }

    /** A verb ended with these facts. */
    public void done(SessionFacts facts) {
        SessionEntry entry = entry(facts.sessionId());
        entry.raise(facts.generation());
        entry.facts = facts;
        entry.touched = ++looks;
    }

    /** A verb on the session ended, and nobody knows how it looks now. */
    public void touched(String sessionId) {
        entry(sessionId).touched = ++looks;
    }

    /** Nothing of the session is left on the platform. */
    public void removed(String sessionId) {
        SessionEntry entry = entries.remove(sessionId);
        if (entry != null) {
            gone.put(sessionId, new Gone(entry.generation, entry.stopped, ++looks));
        }
    }

    /**
     * The platform was looked at.
     *
     * @return whether the session looks other than before
     */
    public boolean observed(SessionFacts seen) {
        SessionEntry known = entries.get(seen.sessionId());
        if (known == null && seen.state() == ObservedState.STOPPED && seen.handle() == null) {
            return false;
        }
        SessionEntry entry = entry(seen.sessionId());
        boolean differs = entry.differsFrom(seen);
        entry.raise(seen.generation());
        entry.facts = seen;
        return differs;
    }

    /** A mark of this moment, for {@link #missingFrom}. */
    public long look() {
        return looks;
    }

    /** Whether a verb on the session has ended since the mark, so that what was seen at the mark may be old. */
    public boolean touchedSince(String sessionId, long look) {
        SessionEntry entry = entries.get(sessionId);
        Gone past = gone.get(sessionId);
        return (entry != null && entry.touched > look) || (past != null && past.touched > look);
    }

    /** Sessions that were known to exist and that a list taken since the mark does not show. */
    public List<SessionRef> missingFrom(List<SessionFacts> list, long look) {
        var shown = list.stream().map(SessionFacts::sessionId).collect(java.util.stream.Collectors.toSet());
        return entries.values().stream()
                .filter(e -> e.facts != null && e.touched <= look && !shown.contains(e.sessionId))
                .map(e -> new SessionRef(e.sessionId, e.generation, null))
                .toList();
    }

    /** The sessions as the last look showed them. */
    public List<SessionFacts> lastSeen() {
        return entries.values().stream()
                .flatMap(e -> Optional.ofNullable(e.facts).stream())
                .toList();
    }

    /** A list as the hub wants it, with the generations that were accepted since. */
    public List<InventoryEntry> inventory(List<SessionFacts> list) {
        return list.stream()
                .map(f -> new InventoryEntry(
                        f.sessionId(), Math.max(f.generation(), generation(f.sessionId())), f.state(), f.handle()))
                .toList();
    }

    /** Sessions that take room. */
    public int active() {
        return activeIds().size();
    }

    /** Their ids. */
    public List<String> activeIds() {
        return entries.values().stream()
                .filter(SessionEntry::occupies)
                .map(e -> e.sessionId)
                .toList();
    }

    /** What the sessions that take room asked for together. */
    public Resources used() {
        return entries.values().stream()
                .filter(SessionEntry::occupies)
                .map(SessionEntry::resources)
                .reduce(Resources.NONE, (a, b) -> new Resources(a.cpu() + b.cpu(), a.memoryBytes() + b.memoryBytes()));
    }

    private SessionEntry entry(String sessionId) {
        return entries.computeIfAbsent(sessionId, id -> {
            var entry = new SessionEntry(id);
            Gone past = gone.remove(id);
            if (past != null) {
                entry.generation = past.generation;
                entry.stopped = past.stopped;
                entry.touched = past.touched;
            }
            return entry;
        });
    }
}
