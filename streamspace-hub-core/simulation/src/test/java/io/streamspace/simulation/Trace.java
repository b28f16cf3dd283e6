package io.streamspace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happened in a simulation, in order; the same seed gives the same lines. */
final class Trace {
    private static final int MAX_LINE = 260;

    private static final Pattern PINGS = Pattern.compile("\\{\"type\":\"p[io]ng\"");
    private static final Pattern DULL = Pattern.compile(
            "\"(timestamp\":\"[^\"]*\"|payload\":|type\":|(endpoints|metadata|spec)\":\\{[^}]*\\}|capabilities\":\\[[^\\]]*\\]),?");

    private final List<String> lines = new ArrayList<>();

    void add(Instant now, String who, String what) {
        double seconds = Duration.between(SimulatedTime.BEGIN, now).toNanos() / 1e9;
        var line = String.format(Locale.ROOT, "%10.4f %-9s %s", seconds, who, what);
        lines.add(line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…");
    }

    /** A message of the control link, without what is always the same; pings are left out. */
    void message(Instant now, String who, String way, String text) {
        if (!PINGS.matcher(text).lookingAt()) {
            add(now, who, way + DULL.matcher(text).replaceAll(""));
        }
    }

    /** The last lines that name any of these words; all of them where there are no words. */
    String tail(int limit, String... words) {
        var chosen = lines.stream()
                .filter(line -> words.length == 0 || List.of(words).stream().anyMatch(line::contains))
                .toList();
        return chosen.stream().skip(Math.max(0, chosen.size() - limit)).collect(Collectors.joining("\n"));
    }

    String all() {
        return String.join("\n", lines);
    }
}
