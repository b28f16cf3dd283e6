package io.streamspace.simulation;

import io.streamspace.hub.Sessions;
import io.streamspace.hub.StartRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** People who start sessions and change their minds; what the hub refuses they leave. */
final class Users {
    static final String TEMPLATE = "desk";

    private static final Duration AGAIN = Duration.ofSeconds(9);

    private final SimulatedTime time;
    private final RandomGenerator random;
    private final SimulatedHub hub;
    private final Set<String> promisedToEnd = new HashSet<>();

    private enum Wish {
        HIBERNATE(Sessions::hibernate),
        WAKE(Sessions::wake),
        RESTART(Sessions::restart),
        TERMINATE(Sessions::terminate);

        private final BiConsumer<Sessions, String> call;

        Wish(BiConsumer<Sessions, String> call) {
            this.call = call;
        }
    }

    Users(SimulatedTime time, RandomGenerator random, SimulatedHub hub) {
        this.time = time;
        this.random = random;
        this.hub = hub;
    }

    /** Plans what so many sessions live through until the trouble is over. */
    void plan(int sessions, Duration trouble) {
        for (int i = 0; i < sessions; i++) {
            var session = new AtomicReference<@Nullable String>();
            long start = random.nextLong(trouble.toMillis() * 2 / 3);
            time.after(Duration.ofMillis(start), () -> startPatiently(session));
            for (int wishes = random.nextInt(6); wishes > 0; wishes--) {
                long at = random.nextLong(start, trouble.toMillis());
                var wish = Wish.values()[random.nextInt(Wish.values().length)];
                time.after(Duration.ofMillis(at), () -> wish(wish, session.get()));
            }
        }
    }

    /** Starts a session; {@code id} learns which, if the hub answers. */
    void start(AtomicReference<@Nullable String> id) {
        hub.use(
                "start",
                used -> id.set(
                        used.sessions().start(StartRequest.of("ada", TEMPLATE)).id()));
    }

    private void startPatiently(AtomicReference<@Nullable String> id) {
        if (id.get() == null) {
            start(id);
            time.after(AGAIN, () -> startPatiently(id));
        }
    }

    void terminate(String session) {
        wish(Wish.TERMINATE, session);
    }

    /** Sessions of which the hub has said that they end. */
    Set<String> promisedToEnd() {
        return promisedToEnd;
    }

    private void wish(Wish wish, @Nullable String session) {
        if (session == null) {
            return;
        }
        hub.use(wish + " " + session, used -> {
            wish.call.accept(used.sessions(), session);
            if (wish == Wish.TERMINATE) {
                promisedToEnd.add(session);
            }
        });
    }
}
