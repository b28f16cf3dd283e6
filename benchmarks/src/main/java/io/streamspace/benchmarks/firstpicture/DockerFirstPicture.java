package io.streamspace.benchmarks.firstpicture;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a template in a real Chromium on a running server whose agent has the Docker driver, in turns with a viewer that is no browser and a bare
 * {@code docker run} of the image, and prints the waterfall as rows of a table. Server, engine and browser must be on one machine, whose clock is the only one.
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

    @Option(names = "--rounds", description = "at most so many", defaultValue = "20")
    private int rounds = 20;

    @Option(names = "--seconds", description = "begin no round after so many seconds", defaultValue = "600")
    private int seconds = 600;

    /** One start through StreamSpace. */
    private record Ours(Person.Seen seen, Waterfall waterfall, Docker.Times container) {
        /** After the click. */
        long at(Waterfall.Stage stage) {
            return waterfall.at(stage);
        }

        long afterClick(long time) {
            return time - seen.clickedAt();
        }

        long bootedAt() {
            return seen.clickedAt() + at(Waterfall.Stage.BOOTED);
        }
    }

    /** One start through StreamSpace that is looked at without a browser. */
    private record Plain(PlainViewer.Seen seen, Docker.Times container) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DockerFirstPicture()).execute(arguments));
    }

    @Override
    public void run() {
        try (var api = Api.login(server, user, password);
                var person = new Person(server)) {
            person.logIn(user, password);
            var viewer = new PlainViewer(server, api);
            // The first round warms browser, server and engine and does not count.
            ours(api, person);
            plain(api, viewer);
            Docker.bare(image);
            var ours = new ArrayList<Ours>();
            var plain = new ArrayList<Plain>();
            var bare = new ArrayList<Docker.Bare>();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (int i = 0; i < rounds && System.nanoTime() < deadline; i++) {
                ours.add(ours(api, person));
                plain.add(plain(api, viewer));
                bare.add(Docker.bare(image));
            }
            print(ours, plain, bare);
        }
    }

    private Plain plain(Api api, PlainViewer viewer) {
        try (var events = api.events()) {
            var seen = viewer.start(events, template);
            var container = Docker.ofSession(seen.sessionId());
            end(api, events, seen.sessionId());
            return new Plain(seen, container);
        }
    }

    private Ours ours(Api api, Person person) {
        try (var events = api.events()) {
            var seen = person.start(template);
            var waterfall = Waterfall.of(seen, events.of(seen.sessionId()));
            var container = Docker.ofSession(seen.sessionId());
            end(api, events, seen.sessionId());
            return new Ours(seen, waterfall, container);
        }
    }

    /** What a container's end costs the machine must not fall into the next round. */
    private static void end(Api api, Api.Events events, String sessionId) {
        api.terminate(sessionId);
        events.awaitState(sessionId, "terminated");
    }

    private static void print(List<Ours> ours, List<Plain> plain, List<Docker.Bare> bare) {
        System.out.printf(Locale.ROOT, "%d rounds%n%n", ours.size());
        System.out.println("| in Chromium, ms after the click | p50 | p95 |\n| --- | --- | --- |");
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
        row("the viewer's page begins", ours, one -> one.at(Waterfall.Stage.VIEWER));
        row("tunnel: the viewer is connected", ours, one -> one.at(Waterfall.Stage.CONNECTED));
        row("first framebuffer update", ours, one -> one.afterClick(one.seen().updateAt()));
        row("first picture with a window", ours, one -> one.at(Waterfall.Stage.PICTURE));
        System.out.println("\n| ms after the container exists | p50 | p95 |\n| --- | --- | --- |");
        row(
                "bare: first process runs",
                bare,
                one -> one.container().until(one.container().started()));
        row("bare: RFB banner", bare, one -> one.container().until(one.greeted()));
        row(
                "ours: first process runs",
                plain,
                one -> one.container().until(one.container().started()));
        row(
                "ours: the session is running",
                plain,
                one -> one.container().until(one.seen().runningAt()));
        row(
                "ours, plain viewer: its WebSocket is open",
                plain,
                one -> one.container().until(one.seen().connectedAt()));
        row(
                "ours, plain viewer: RFB banner",
                plain,
                one -> one.container().until(one.seen().greetedAt()));
        row(
                "ours, plain viewer: first framebuffer update",
                plain,
                one -> one.container().until(one.seen().updateAt()));
        row(
                "ours, Chromium: first process runs",
                ours,
                one -> one.container().until(one.container().started()));
        row(
                "ours, Chromium: the session is running",
                ours,
                one -> one.container().until(one.bootedAt()));
        row(
                "ours, Chromium: first framebuffer update",
                ours,
                one -> one.container().until(one.seen().updateAt()));
        System.out.println("\n| ms after it was asked for | p50 | p95 |\n| --- | --- | --- |");
        row("bare: RFB banner", bare, one -> one.greeted() - one.command());
        row(
                "ours, plain viewer: RFB banner",
                plain,
                one -> one.seen().greetedAt() - one.seen().askedAt());
        row(
                "ours, plain viewer: first framebuffer update",
                plain,
                one -> one.seen().updateAt() - one.seen().askedAt());
        long banner = quantile(bare, one -> one.container().until(one.greeted()), MEDIAN);
        System.out.printf(
                Locale.ROOT,
                "%nFrom the container to the first framebuffer update ours adds, at p50 and to the bare one's banner, %d ms with a plain viewer and"
                        + " %d ms in Chromium.%n",
                quantile(plain, one -> one.container().until(one.seen().updateAt()), MEDIAN) - banner,
                quantile(ours, one -> one.container().until(one.seen().updateAt()), MEDIAN) - banner);
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
