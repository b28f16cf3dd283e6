package io.streamspace.server;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Whole servers for tests of other packages. */
public final class TestServers {
    public static final String JWT_SECRET = "a secret of the tests that is long enough";
    public static final String ADMIN_PASSWORD = "correct horse battery";

    private TestServers() {}

    /** A server on a free port around a hub of the test's. */
    public static RunningServer start(ServedHub hub, DataSource database, String... variables) throws Exception {
        return new StreamSpaceApplication(environment(variables), database, builder -> hub).start(null);
    }

    /** What a server needs at least, and what the test adds in pairs. */
    public static Map<String, String> environment(String... variables) {
        Map<String, String> environment = new HashMap<>(
                Map.of("PORT", "0", "LOG_LEVEL", "WARN", "JWT_SECRET", JWT_SECRET, "ADMIN_PASSWORD", ADMIN_PASSWORD));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return environment;
    }
}
