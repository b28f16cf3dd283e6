package io.streamspace.driver.docker.election;

import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.driver.docker.election.LeaseFolder.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease in a folder that all agents of one host share; not for a network's file system. Nothing is locked while it is changed, since a
 * process that is suspended would keep such a lock for good. Each tenure is a file of its own, and whoever makes the file of the next number
 * has the lease. Holder and challenger each write first and look at the other's file then, so that at least one of them sees the other and
 * stands back.
 */
public final class FileLeaseStore implements LeaseStore {
    private final LeaseFolder leases;
    private final SignsOfLife signs;

    /**
     * A store in that folder, which is made where it is missing.
     *
     * @param holder this process, as its leases will name it
     */
    public FileLeaseStore(Path folder, String holder) throws IOException {
        Files.createDirectories(folder);
        leases = new LeaseFolder(folder);
        signs = new SignsOfLife(folder, holder);
    }

    @Override
    public Optional<Lease> read() throws IOException {
        Optional<Entry> newest = leases.newest();
        return newest.isEmpty() ? Optional.empty() : Optional.of(asSeen(newest.get()));
    }

    private Lease asSeen(Entry entry) throws IOException {
        Lease lease = entry.lease();
        return !lease.free() && signs.isDead(lease.holder()) ? lease.freed() : lease;
    }

    @Override
    public boolean take(@Nullable Lease seen, Lease wanted) throws IOException {
        Entry before = leases.newest().orElse(null);
        Lease shown = before == null ? null : asSeen(before);
        if (seen == null ? shown != null : !seen.equals(shown)) {
            return false;
        }
        long number = before == null ? 1 : before.number() + 1;
        if (!leases.create(number, wanted)) {
            return false;
        }
        if (leases.highest() != number) {
            // This process slept, and the number of a tenure that is long over and removed was free again.
            leases.delete(number);
            return false;
        }
        if (before != null) {
            Optional<Lease> since = leases.read(before.number());
            if (since.isPresent() && !since.get().equals(before.lease())) {
                // The holder has renewed meanwhile, and believes in it.
                leases.replace(number, wanted.freed());
                return false;
            }
            leases.deleteBefore(before.number());
            signs.bury(before.lease().holder());
        }
        return true;
    }

    @Override
    public boolean renew(Lease renewed) throws IOException {
        Entry kept = leases.newest().orElse(null);
        if (kept == null || !kept.lease().sameTenure(renewed) || kept.lease().free()) {
            return false;
        }
        leases.replace(kept.number(), renewed);
        return leases.highest() == kept.number();
    }

    @Override
    public void release(Lease held) throws IOException {
        Entry kept = leases.newest().orElse(null);
        if (kept != null && kept.lease().sameTenure(held)) {
            leases.replace(kept.number(), kept.lease().freed());
        }
    }

    @Override
    public void close() {
        try {
            signs.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of this process cannot be given up", e);
        }
    }
}
