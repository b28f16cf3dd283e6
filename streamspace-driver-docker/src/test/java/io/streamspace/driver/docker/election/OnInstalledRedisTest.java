package io.streamspace.driver.docker.election;

import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skipped where no redis-server is installed. */
@EnabledIf("io.streamspace.driver.docker.election.TestRedis#isInstalled")
final class OnInstalledRedisTest extends RedisLeaseStoreTest {
    @Override
    TestRedis newRedis() throws IOException {
        return TestRedis.installed();
    }
}
