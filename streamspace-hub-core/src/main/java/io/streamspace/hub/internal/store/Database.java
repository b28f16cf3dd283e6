package io.streamspace.hub.internal.store;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions. One that lost a race runs again at once; one that met a database that is away runs again with growing pauses for as
 * long as the settings allow, then fails with {@link Code#UNAVAILABLE}. What runs in a transaction must therefore have no effect outside of
 * it. All methods block and may be called from any thread that may.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MAX_RACES = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final DSLContext dsl;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Pause pause;
    private final Duration patience;
    private final Deadlines deadlines;
    private final Signals signals;

    public Database(
            DataSource dataSource,
            InstantSource clock,
            RandomGenerator random,
            Pause pause,
            Duration patience,
            Deadlines deadlines,
            Signals signals) {
        this.dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
        this.clock = clock;
        this.random = random;
        this.pause = pause;
        this.patience = patience;
        this.deadlines = deadlines;
        this.signals = signals;
    }

    /** Runs a transaction and waits for a database that is away. */
    public <T> T call(Function<Tx, T> work) {
        return attempt(work, clock.instant().plus(patience));
    }

    /** As {@link #call}, without a result. */
    public void run(Consumer<Tx> work) {
        call(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /** Runs a transaction and does not wait, for what comes again by itself. */
    public <T> T callOnce(Function<Tx, T> work) {
        return attempt(work, Instant.MIN);
    }

    /** As {@link #callOnce}, without a result. */
    public void runOnce(Consumer<Tx> work) {
        callOnce(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private <T> T attempt(Function<Tx, T> work, Instant until) {
        int races = 0;
        var next = FIRST_PAUSE;
        while (true) {
            try {
                return transaction(work);
            } catch (LostRaceException e) {
                races = countRace(races, e);
            } catch (DataAccessException e) {
                switch (StoreTrouble.of(e)) {
                    case RACE -> races = countRace(races, e);
                    case OUTAGE -> {
                        next = awaitDatabase(e, next, until);
                    }
                    case BUG ->
                        throw new IllegalStateException("the database refused a statement of the hub", e.getCause());
                }
            }
        }
    }

    private <T> T transaction(Function<Tx, T> work) {
        var done = dsl.transactionResult(configuration -> {
            var tx = new Tx(DSL.using(configuration), clock.instant(), signals, deadlines);
            return new Done<>(tx, work.apply(tx));
        });
        done.tx.committed();
        return done.result;
    }

    private int countRace(int races, RuntimeException e) {
        if (races == MAX_RACES) {
            throw new HubException(Code.UNAVAILABLE, "Too much is going on at once. Try again in a moment.", e);
        }
        // Two who lost to each other would meet again without this.
        sleep(Duration.ofMillis(random.nextInt(1, 5 + Math.min(races, 20))));
        return races + 1;
    }

    private Duration awaitDatabase(DataAccessException e, Duration next, Instant until) {
        if (clock.instant().plus(next).isAfter(until)) {
            LOG.atWarn().addKeyValue("cause", StoreTrouble.summary(e)).log("database cannot be reached");
            throw new HubException(
                    Code.UNAVAILABLE,
                    "The database cannot be reached at the moment. Try again in a moment.",
                    new IllegalStateException(StoreTrouble.summary(e), e.getCause()));
        }
        sleep(Duration.ofMillis(random.nextLong(next.toMillis() / 2, next.toMillis() + 1)));
        var doubled = next.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private void sleep(Duration duration) {
        try {
            pause.of(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(Code.UNAVAILABLE, "The hub is closing. Try again in a moment.", e);
        }
    }

    private record Done<T>(Tx tx, T result) {}
}
