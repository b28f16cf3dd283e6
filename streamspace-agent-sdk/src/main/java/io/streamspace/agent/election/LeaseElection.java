package io.streamspace.agent.election;

import io.streamspace.agent.internal.ThreadLoop;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.LeaderElection;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Election by a lease in a {@link LeaseStore}. May be used from any thread. */
public final class LeaseElection implements LeaderElection {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseElection.class);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private final String holder;
    private final LeaseTiming timing;
    private final LeaseStore store;
    private final AgentLoop loop;
    private final ExecutorService workers;

    // Written on the loop alone.
    private volatile @Nullable LeaseMachine machine;

    /**
     * An election on threads of its own.
     *
     * @param holder a name that no other process ever has, such as the agent's id and something random
     * @param store closed with the election
     */
    public LeaseElection(String holder, LeaseTiming timing, LeaseStore store) {
        this.holder = holder;
        this.timing = timing;
        this.store = store;
        loop = new ThreadLoop("streamspace-election");
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("streamspace-election-call-", 0).factory());
    }

    @Override
    public void campaign(Candidate candidate) {
        loop.execute(() -> {
            var campaigning = new LeaseMachine(
                    holder,
                    timing,
                    new Calls(),
                    new Told(candidate),
                    new LeaseMachine.Surroundings(loop, System::nanoTime, InstantSource.system(), new SecureRandom()));
            machine = campaigning;
            campaigning.start();
        });
    }

    @Override
    public boolean leads() {
        LeaseMachine campaigning = machine;
        return campaigning != null && campaigning.leads();
    }

    /** Gives the lease up, so that another process can lead at once, and waits for that for two seconds at most. */
    @Override
    public void close() {
        var held = new CompletableFuture<Optional<Lease>>();
        loop.execute(() -> {
            LeaseMachine campaigning = machine;
            held.complete(campaigning == null ? Optional.empty() : campaigning.close());
        });
        try {
            Optional<Lease> lease = held.get(RELEASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (lease.isPresent()) {
                Future<?> release = workers.submit(() -> {
                    store.release(lease.get());
                    return null;
                });
                release.get(RELEASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("holder", holder)
                    .setCause(e)
                    .log("The lease could not be given up; others take it when it ends");
        }
        loop.close();
        workers.shutdownNow();
        store.close();
    }

    /** Blocking calls on workers, their answers on the loop. One that is too late is interrupted when the next begins. */
    private final class Calls implements StoreCalls {
        private @Nullable Future<?> running;

        @Override
        public void read(Answer<Optional<Lease>> answer) {
            ask(store::read, answer);
        }

        @Override
        public void take(@Nullable Lease seen, Lease wanted, Answer<Boolean> answer) {
            ask(() -> store.take(seen, wanted), answer);
        }

        @Override
        public void renew(Lease renewed, Answer<Boolean> answer) {
            ask(() -> store.renew(renewed), answer);
        }

        private <T> void ask(Call<T> call, Answer<T> answer) {
            if (running != null) {
                running.cancel(true);
            }
            running = workers.submit(() -> run(call, answer));
        }

        private <T> void run(Call<T> call, Answer<T> answer) {
            try {
                T value = call.call();
                loop.execute(() -> answer.came(value));
            } catch (IOException | RuntimeException e) {
                LOG.atDebug().addKeyValue("holder", holder).setCause(e).log("The lease's store failed");
                loop.execute(() -> answer.failed(String.valueOf(e.getMessage())));
            } catch (InterruptedException e) {
                loop.execute(() -> answer.failed("the lease's store took too long"));
            }
        }
    }

    private interface Call<T> {
        T call() throws IOException, InterruptedException;
    }

    /** Tells the candidate, and the operator. */
    private final class Told implements LeaseMachine.Outcome {
        private final Candidate candidate;
        private boolean troubled;

        Told(Candidate candidate) {
            this.candidate = candidate;
        }

        @Override
        public void elected(long term) {
            troubled = false;
            LOG.atInfo().addKeyValue("holder", holder).addKeyValue("term", term).log("This process leads");
            candidate.elected(term);
        }

        @Override
        public void deposed(long term, String why) {
            LOG.atInfo()
                    .addKeyValue("holder", holder)
                    .addKeyValue("term", term)
                    .addKeyValue("reason", why)
                    .log("This process no longer leads");
            candidate.deposed();
        }

        @Override
        public void troubled(String problem) {
            if (!troubled) {
                troubled = true;
                LOG.atWarn()
                        .addKeyValue("holder", holder)
                        .addKeyValue("problem", problem)
                        .log("The lease's store cannot be used; trying again until it can");
            }
        }
    }
}
