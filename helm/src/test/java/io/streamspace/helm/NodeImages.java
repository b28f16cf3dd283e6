package io.streamspace.helm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the chart runs, this build's programs among it, on the node that the repository's scripts start. Another cluster has to find them itself. */
final class NodeImages {
    private static final Path SCRIPT =
            Path.of("../.ci/kubernetes/images").toAbsolutePath().normalize();
    private static final int LIMIT_MINUTES = 8;

    private NodeImages() {}

    static void load() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(SCRIPT.toString(), "chart").inheritIO();
        builder.environment().put("PROGRAM_JDK", System.getProperty("java.home"));
        Process script = builder.start();
        if (!script.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            script.destroy();
            throw new AssertionError("the images were not on the node within " + LIMIT_MINUTES + " minutes");
        }
        if (script.exitValue() != 0) {
            throw new AssertionError("the images are not on the node; what is printed above says why");
        }
    }
}
