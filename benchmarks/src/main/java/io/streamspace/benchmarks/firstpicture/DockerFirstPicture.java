package io.streamspace.benchmarks.firstpicture;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a template in a real Chromium on a running server whose agent has the Docker driver, in turns with a bare {@code docker run} of the image, and
 * prints the waterfall as rows of a table. Server, engine and browser must be on one machine, whose clock is the only one.
 */
@Command(
        name = "dockerfirstpicture",
        mixinStandardHelpOptions = true,
        description = "From the click on a template to its first picture, beside docker run to the RFB banner.")
@SuppressWarnings("SystemOut")
public final class DockerFirstPicture implements Runnable {
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.95;

    @Option(names = "--server", description = "address of a running server", defaultValue = "http://localhost:8080/")
    private URI server = URI.create("http://localhost:8080/");

    @Option(names = "--user", defaultValue = "admin")
    private String user = "admin";

    @Option(names = "--password", required = true)
    private String password = "";

    @Option(names = "--template", description = "what to start", defaultValue = "desktop")
    private String template = "desktop";

    @Option(names = "--image", description = "the template's image", defaultValue = "streamspace/desktop:2")
    private String image = "streamspace/desktop:2";

    @Option(names = "--rounds", defaultValue = "20")
    private int rounds = 20;

    /** One start through StreamSpace. */
    private record Ours(Person.Seen seen, Waterfall waterfall, Docker.Times container) {
        /** After the click. */
        long at(Waterfall.Stage stage) {
            return waterfall.at(stage);
        }

        long afterClick(long time) {
            return time - seen.clickedAt();
        }

        long afterCreation(long time) {
            return time - container.created();
        }

        long bootedAt() {
            return seen.clickedAt() + at(Waterfall.Stage.BOOTED);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DockerFirstPicture()).execute(arguments));
    }

    @Override
    public void run() {
        try (var api = Api.login(server, user, password);
                var person = new Person(server)) {
            person.logIn(user, password);
            // The first round warms browser, server and engine and does not count.
            ours(api, person);
            Docker.bare(image);
            var ours = new ArrayList<Ours>();
            var bare = new ArrayList<Docker.Bare>();
            for (int i = 0; i < rounds; i++) {
                ours.add(ours(api, person));
                bare.add(Docker.bare(image));
            }
            print(ours, bare);
        }
    }

    private Ours ours(Api api, Person person) {
        try (var events = api.events()) {
            var seen = person.start(template);
            var waterfall = Waterfall.of(seen, events.of(seen.sessionId()));
            var container = Docker.ofSession(seen.sessionId());
            api.terminate(seen.sessionId());
            awaitEnd(events, seen.sessionId());
            return new Ours(seen, waterfall, container);
        }
    }

    /** What a container's end costs the machine must not fall into the next round. */
    private static void awaitEnd(Api.Events events, String sessionId) {
        while (events.of(sessionId).stream().noneMatch(event -> event.state().equals("terminated"))) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void print(List<Ours> ours, List<Docker.Bare> bare) {
        System.out.println("| ms after the click | p50 | p95 |\n| --- | --- | --- |");
        row("queue: the session is stored", ours, one -> one.at(Waterfall.Stage.QUEUED));
        row("place: an agent has it", ours, one -> one.at(Waterfall.Stage.PLACED));
        row("create: the driver begins", ours, one -> one.at(Waterfall.Stage.CREATING));
        row(
                "create: the container exists",
                ours,
                one -> one.afterClick(one.container().created()));
        row(
                "boot: its first process runs",
                ours,
                one -> one.afterClick(one.container().started()));
        row("VNC up: the session is running", ours, one -> one.at(Waterfall.Stage.BOOTED));
        row("tunnel: the viewer is connected", ours, one -> one.at(Waterfall.Stage.CONNECTED));
        row("first framebuffer update", ours, one -> one.afterClick(one.seen().updateAt()));
        row("first picture with a window", ours, one -> one.at(Waterfall.Stage.PICTURE));
        System.out.println("\n| ms after the container exists | p50 | p95 |\n| --- | --- | --- |");
        row(
                "bare: first process runs",
                bare,
                one -> one.container().started() - one.container().created());
        row("bare: RFB banner", bare, one -> one.greeted() - one.container().created());
        row(
                "ours: first process runs",
                ours,
                one -> one.afterCreation(one.container().started()));
        row("ours: session is running", ours, one -> one.afterCreation(one.bootedAt()));
        row(
                "ours: first framebuffer update",
                ours,
                one -> one.afterCreation(one.seen().updateAt()));
        row("bare, after the command: RFB banner", bare, one -> one.greeted() - one.command());
        System.out.printf(
                Locale.ROOT,
                "%nOurs adds %d ms at p50, from the container to the first framebuffer update beside the bare one's banner.%n",
                quantile(ours, one -> one.afterCreation(one.seen().updateAt()), MEDIAN)
                        - quantile(bare, one -> one.greeted() - one.container().created(), MEDIAN));
    }

    private static <T> void row(String words, List<T> all, ToLongFunction<T> time) {
        System.out.printf(
                Locale.ROOT, "| %s | %d | %d |%n", words, quantile(all, time, MEDIAN), quantile(all, time, TAIL));
    }

    private static <T> long quantile(List<T> all, ToLongFunction<T> time, double share) {
        long[] sorted = all.stream().mapToLong(time).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
