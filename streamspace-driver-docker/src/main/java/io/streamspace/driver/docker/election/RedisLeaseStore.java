package io.streamspace.driver.docker.election;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.election.LeaseText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease as a string in Redis, changed by scripts that compare and set in one step. It does not expire: candidates watch it change instead, so
 * that a term outlives its holder. Where Redis forgets (a restart without persistence), whoever claims it waits before it leads, and terms still grow
 * by the time of day. Where it goes back in time (a failover to a replica that lags behind) two may believe to lead for at most the renew
 * deadline, and the hub refuses the one with the lower term.
 */
public final class RedisLeaseStore implements LeaseStore {
    private static final String TAKE = """
            local kept = redis.call('GET', KEYS[1])
            if (kept or '') == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2])
              return 1
            end
            return 0
            """;

    private static final String CHANGE = """
            local kept = redis.call('GET', KEYS[1])
            if kept and string.sub(kept, 1, #ARGV[1]) == ARGV[1] and string.sub(kept, -5) ~= ' free' then
              redis.call('SET', KEYS[1], ARGV[2])
              return 1
            end
            return 0
            """;

    private final String key;
    private final RedisURI uri;
    private final RedisClient client;

    // Guarded by this.
    private @Nullable StatefulRedisConnection<String, String> connection;

    /**
     * A store that connects when it is first used.
     *
     * @param url such as {@code redis://:password@host:6379/0} or {@code rediss://…}
     * @param agentId whose lease it is
     * @param limit how long a connection or a command may take
     */
    public RedisLeaseStore(String url, String agentId, Duration limit) {
        key = "streamspace:lease:" + agentId;
        uri = parse(url, limit);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                // What waited for a connection would be done long after it was decided.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(limit).build())
                .timeoutOptions(TimeoutOptions.enabled(limit))
                .build());
    }

    private static RedisURI parse(String url, Duration limit) {
        try {
            RedisURI parsed = RedisURI.create(url);
            parsed.setTimeout(limit);
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "HA_REDIS_URL cannot be read. A good example is redis://redis.example.com:6379/0", e);
        }
    }

    @Override
    public Optional<Lease> read() throws IOException {
        String kept = ask(redis -> redis.get(key));
        return kept == null ? Optional.empty() : Optional.of(LeaseText.parse(kept, "The Redis key " + key));
    }

    @Override
    public boolean take(@Nullable Lease seen, Lease wanted) throws IOException {
        return run(TAKE, seen == null ? "" : LeaseText.of(seen), LeaseText.of(wanted));
    }

    @Override
    public boolean renew(Lease renewed) throws IOException {
        return run(CHANGE, LeaseText.tenure(renewed), LeaseText.of(renewed));
    }

    @Override
    public void release(Lease held) throws IOException {
        run(CHANGE, LeaseText.tenure(held), LeaseText.of(held.freed()));
    }

    private boolean run(String script, String... values) throws IOException {
        Long changed = ask(redis -> redis.eval(script, ScriptOutputType.INTEGER, new String[] {key}, values));
        return changed != null && changed == 1;
    }

    private <T> @Nullable T ask(Question<T> question) throws IOException {
        try {
            return question.of(connected().sync());
        } catch (RedisException e) {
            // The next question gets a new connection: on this one a late answer could still come.
            disconnect();
            throw new IOException(
                    "Redis at " + uri.getHost() + ":" + uri.getPort() + " cannot be used: " + reason(e), e);
        }
    }

    private static String reason(RedisException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ", " + e.getCause().getMessage();
    }

    private synchronized StatefulRedisConnection<String, String> connected() {
        if (connection == null || !connection.isOpen()) {
            disconnect();
            connection = client.connect();
        }
        return connection;
    }

    private synchronized void disconnect() {
        if (connection != null) {
            connection.closeAsync();
            connection = null;
        }
    }

    @Override
    public void close() {
        disconnect();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    private interface Question<T> {
        @Nullable
        T of(RedisCommands<String, String> redis);
    }
}
