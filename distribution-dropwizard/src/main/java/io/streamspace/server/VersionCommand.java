package io.streamspace.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code streamspace version}. */
@Command(name = "version", description = "Prints the version of the program, the protocol and Java.")
final class VersionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        for (String line : new Version().getVersion()) {
            System.out.println(line);
        }
        return 0;
    }
}
