package io.streamspace.agent.election;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one lease for several processes. Each change is atomic; nothing else is asked of a store: no clock, no expiry. Methods may block, are
 * interrupted when they take too long, and may be called from several threads. A change whose answer was lost may have happened, and one that
 * was interrupted may still happen; the algorithm expects both.
 */
public interface LeaseStore extends AutoCloseable {
    /** What is kept; empty where nothing is, be it that nobody ever led or that the store lost its memory. */
    Optional<Lease> read() throws IOException, InterruptedException;

    /**
     * Puts {@code wanted} in the place of {@code seen}, if exactly that is still kept, to the last renewal. A store may refuse more often than
     * that, never less.
     *
     * @param seen what {@link #read} returned; null where it was empty
     * @return whether {@code wanted} is kept now
     */
    boolean take(@Nullable Lease seen, Lease wanted) throws IOException, InterruptedException;

    /**
     * Keeps {@code renewed} if a lease of the same holder and term is kept and not free.
     *
     * @return false where it is another's by now, or nobody's
     */
    boolean renew(Lease renewed) throws IOException, InterruptedException;

    /** Marks the lease as free if it is still of the same holder and term; else does nothing. The term stays known. */
    void release(Lease held) throws IOException, InterruptedException;

    /** Frees what the store holds in this process. */
    @Override
    void close();
}
