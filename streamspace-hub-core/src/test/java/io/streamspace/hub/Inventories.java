package io.streamspace.hub;

import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;

/** Entries of an agent's inventory, for tests. */
final class Inventories {
    private Inventories() {}

    static InventoryEntry running(Session session) {
        return entry(session, ObservedState.RUNNING);
    }

    static InventoryEntry entry(Session session, ObservedState state) {
        return new InventoryEntry(session.id(), session.generation(), state, session.handle());
    }
}
