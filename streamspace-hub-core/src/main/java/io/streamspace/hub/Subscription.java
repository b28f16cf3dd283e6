package io.streamspace.hub;

/** Ends a subscription. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** No further update is begun after this; one that is under way may still finish. */
    @Override
    void close();
}
