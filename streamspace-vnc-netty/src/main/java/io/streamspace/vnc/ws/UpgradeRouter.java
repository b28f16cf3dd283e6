package io.streamspace.vnc.ws;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Decides WebSocket handshakes. Called on any thread; never blocks, the result may come later. */
@FunctionalInterface
public interface UpgradeRouter {
    /** The decision to come; empty where the path is none of this router's. */
    Optional<CompletionStage<UpgradeDecision>> route(UpgradeRequest request);
}
