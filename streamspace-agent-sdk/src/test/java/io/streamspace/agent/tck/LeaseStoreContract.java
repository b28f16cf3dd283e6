package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the election relies on, of every {@link LeaseStore}: whoever writes one extends this, beside the tests of its own faults. */
public abstract class LeaseStoreContract {
    private static final int CHALLENGERS = 6;

    private final List<LeaseStore> opened = new ArrayList<>();

    /** A store of the one lease of this test, for that process. */
    protected abstract LeaseStore open(String holder) throws Exception;

    /** Like {@link #open}; closed after the test. */
    protected final LeaseStore store(String holder) throws Exception {
        LeaseStore store = open(holder);
        opened.add(store);
        return store;
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(LeaseStore::close);
    }

    /** How many times several try to take the lease at the same moment. */
    protected int rounds() {
        return 30;
    }

    @Test
    void a_lease_is_taken_once_from_nothing() throws Exception {
        LeaseStore a = store("a");
        LeaseStore b = store("b");
        assertThat(a.read()).isEmpty();

        assertThat(a.take(null, lease("a", 1))).isTrue();

        assertThat(b.take(null, lease("b", 2))).isFalse();
        assertThat(b.read()).contains(lease("a", 1));
    }

    @Test
    void what_was_renewed_since_it_was_seen_cannot_be_taken() throws Exception {
        LeaseStore a = store("a");
        LeaseStore b = store("b");
        Lease first = lease("a", 1);
        Lease renewed = new Lease("a", 1, 1, first.duration(), false);
        a.take(null, first);

        assertThat(a.renew(renewed)).isTrue();

        assertThat(b.take(first, lease("b", 2))).isFalse();
        assertThat(b.read()).contains(renewed);
        assertThat(b.take(renewed, lease("b", 2))).isTrue();
        assertThat(a.read()).contains(lease("b", 2));
    }

    @Test
    void whoever_lost_the_lease_cannot_renew_or_release_it() throws Exception {
        LeaseStore a = store("a");
        LeaseStore b = store("b");
        Lease first = lease("a", 1);
        a.take(null, first);
        b.take(first, lease("b", 2));

        assertThat(a.renew(new Lease("a", 1, 1, first.duration(), false))).isFalse();
        a.release(first);

        assertThat(a.read()).contains(lease("b", 2));
    }

    @Test
    void a_lease_that_was_given_up_is_free_and_its_term_is_known() throws Exception {
        LeaseStore a = store("a");
        LeaseStore b = store("b");
        Lease first = lease("a", 7);
        a.take(null, first);

        a.release(first);

        Lease free = b.read().orElseThrow();
        assertThat(free).isEqualTo(first.freed());
        assertThat(a.renew(new Lease("a", 7, 1, first.duration(), false))).isFalse();
        assertThat(b.take(free, lease("b", 8))).isTrue();
    }

    @Test
    void one_of_several_takes_it() throws Exception {
        List<LeaseStore> stores = new ArrayList<>();
        for (int i = 0; i < CHALLENGERS; i++) {
            stores.add(store("c" + i));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds(); round++) {
                Lease seen = stores.getFirst().read().orElse(null);
                long term = seen == null ? 1 : seen.term() + 1;
                List<Callable<Boolean>> attempts = IntStream.range(0, CHALLENGERS)
                        .<Callable<Boolean>>mapToObj(i -> () -> stores.get(i).take(seen, lease("c" + i, term + i)))
                        .toList();

                List<Boolean> taken = new ArrayList<>();
                for (var attempt : threads.invokeAll(attempts)) {
                    taken.add(attempt.get());
                }

                assertThat(taken).as("round " + round).containsOnlyOnce(true);
                Lease kept = stores.getLast().read().orElseThrow();
                assertThat(kept.holder()).isEqualTo("c" + taken.indexOf(true));
            }
        }
    }

    /** Of three seconds, held. */
    protected static Lease lease(String holder, long term) {
        return new Lease(holder, term, 0, Duration.ofSeconds(3), false);
    }
}
