package io.streamspace.benchmarks.firstpicture;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts a template in a real Chromium on a running server, again and again, and prints for each stage the median of when it was reached,
 * in milliseconds after the click. Server and browser must be on one machine, whose clock is the only one.
 */
@Command(
        name = "firstpicture",
        mixinStandardHelpOptions = true,
        description = "From the click on a template to its first picture.")
@SuppressWarnings("SystemOut")
public final class FirstPicture implements Runnable {
    @Option(names = "--server", description = "address of a running server", defaultValue = "http://localhost:8080/")
    private URI server = URI.create("http://localhost:8080/");

    @Option(names = "--user", defaultValue = "admin")
    private String user = "admin";

    @Option(names = "--password", required = true)
    private String password = "";

    @Option(names = "--template", description = "what to start", defaultValue = "demo")
    private String template = "demo";

    @Option(names = "--rounds", defaultValue = "10")
    private int rounds = 10;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FirstPicture()).execute(arguments));
    }

    @Override
    public void run() {
        try (var api = Api.login(server, user, password);
                var person = new Person(server)) {
            person.logIn(user, password);
            // The first round warms browser and server and does not count.
            round(api, person);
            var all = new ArrayList<Waterfall>();
            for (int i = 0; i < rounds; i++) {
                all.add(round(api, person));
            }
            print(all);
        }
    }

    private Waterfall round(Api api, Person person) {
        try (var events = api.events()) {
            var seen = person.start(template);
            var waterfall = Waterfall.of(seen, events.of(seen.sessionId()));
            api.terminate(seen.sessionId());
            return waterfall;
        }
    }

    private void print(List<Waterfall> all) {
        System.out.printf(Locale.ROOT, "%s, %d rounds; ms after the click, median and worst%n", template, all.size());
        for (var stage : Waterfall.Stage.values()) {
            var times = all.stream()
                    .filter(waterfall -> waterfall.has(stage))
                    .mapToLong(waterfall -> waterfall.at(stage))
                    .sorted()
                    .toArray();
            if (times.length > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-14s %6d %6d%n",
                        stage.words(),
                        times[times.length / 2],
                        times[times.length - 1]);
            }
        }
    }
}
