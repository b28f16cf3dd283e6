package io.streamspace.server.quickstart;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code streamspace quickstart}: everything in one process, until Ctrl+C. */
@Command(
        name = "quickstart",
        description = "Starts server, database and agent on this machine, and prints where to look.",
        footer = {
            "",
            "Environment: PORT (8080), ADMIN_PASSWORD (made at the first start), STREAMSPACE_HOME (~/.streamspace).",
        },
        mixinStandardHelpOptions = true)
public final class QuickstartCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        var settings = new QuickstartSettings(System.getenv());
        var steps = new Steps(System.out, InstantSource.system(), Boolean.getBoolean("streamspace.terminal"));
        try {
            var home = QuickstartHome.open(settings.home(), new SecureRandom());
            var quickstart = Quickstart.start(home, settings, steps);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                steps.say("Stopping sessions, agent, server and database");
                                quickstart.close();
                                home.close();
                            },
                            "quickstart-shutdown"));
            new CountDownLatch(1).await();
            return 0;
        } catch (QuickstartException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
