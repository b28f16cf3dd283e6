package io.streamspace.driver.docker.election;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A Redis of a test's own on a free port, without persistence. */
interface TestRedis extends AutoCloseable {
    int port();

    @Override
    void close();

    default String url() {
        return "redis://127.0.0.1:" + port() + "/0";
    }

    /** The one that the tests bring themselves. */
    static TestRedis embedded() throws IOException {
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return new TestRedis() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                try {
                    server.stop();
                } catch (IOException e) {
                    throw new AssertionError("Redis does not stop", e);
                }
            }
        };
    }

    /** Whether this machine has a Redis installed. */
    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "redis-server")));
    }

    /** The machine's own. */
    static TestRedis installed() throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(
                        List.of("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""))
                .redirectErrorStream(true)
                .start();
        if (process.inputReader().lines().noneMatch(line -> line.contains("eady to accept connections"))) {
            throw new IOException("redis-server ended before it was ready");
        }
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
        return new TestRedis() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                process.destroy();
                try {
                    if (!process.waitFor(10, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
