package io.streamspace.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code streamspace server [FILE]}: the server alone, until SIGTERM. */
@Command(
        name = "server",
        description =
                "Starts the server. Its settings are environment variables or a YAML file; see the distribution's README.",
        mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "YAML file with settings; the environment wins over it.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        StreamSpaceApplication.start(System.getenv(), file, null).join();
        return 0;
    }
}
