package io.streamspace.driver.docker.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.tck.LeaseStoreContract;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On the Redis that the build brings, and in {@link OnInstalledRedisTest} on the machine's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisLeaseStoreTest extends LeaseStoreContract {
    private static final AtomicLong NAMES = new AtomicLong();

    private TestRedis redis;
    private final AtomicLong test = new AtomicLong(NAMES.incrementAndGet());

    @BeforeAll
    void startRedis() throws IOException {
        redis = newRedis();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    TestRedis newRedis() throws IOException {
        return TestRedis.embedded();
    }

    @org.junit.jupiter.api.BeforeEach
    void anotherLease() {
        test.set(NAMES.incrementAndGet());
    }

    @Override
    protected LeaseStore open(String holder) {
        return new RedisLeaseStore(redis.url(), "agent-" + test.get(), Duration.ofSeconds(5));
    }

    @Test
    void a_redis_that_restarts_without_its_memory_has_no_lease_and_takes_the_next() throws Exception {
        LeaseStore store = store("a");
        store.take(null, lease("a", 1));

        TestRedis before = redis;
        before.close();
        assertThatThrownBy(store::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Redis at 127.0.0.1:" + before.port() + " cannot be used");
        redis = newRedis();

        LeaseStore next = store("b");
        assertThat(next.read()).isEmpty();
        assertThat(next.take(null, lease("b", 2))).isTrue();
    }

    @Test
    void an_address_that_cannot_be_read_is_refused_with_a_good_example() {
        assertThatThrownBy(() -> new RedisLeaseStore("redis.example.com", "a", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://redis.example.com:6379/0");
    }
}
