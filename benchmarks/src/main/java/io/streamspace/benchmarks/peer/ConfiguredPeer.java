package io.streamspace.benchmarks.peer;

import io.streamspace.benchmarks.desktop.Desktops;
import io.streamspace.benchmarks.desktop.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A tunnel that dials out and that only its user has, described in a file of properties: for each peer its {@code name}, the commands of its
 * two sides, {@code hub} and {@code agent}, and what its {@code viewers} speak. There is one such pair for each service.
 */
public final class ConfiguredPeer implements PeerKind {
    private final String name;
    private final ViewerKind viewers;
    private final List<String> hub;
    private final List<String> agent;

    private ConfiguredPeer(String name, ViewerKind viewers, List<String> hub, List<String> agent) {
        this.name = name;
        this.viewers = viewers;
        this.hub = hub;
        this.agent = agent;
    }

    /**
     * The peers of a file.
     *
     * @throws IllegalArgumentException where a property is missing or unknown
     */
    public static List<PeerKind> read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var keys = new TreeSet<String>();
        properties.stringPropertyNames().forEach(property -> keys.add(property.split("\\.", 2)[0]));
        List<PeerKind> peers = new ArrayList<>();
        for (String key : keys) {
            String viewers = property(properties, key + ".viewers").toUpperCase(Locale.ROOT);
            peers.add(new ConfiguredPeer(
                    property(properties, key + ".name"),
                    ViewerKind.valueOf(viewers),
                    words(property(properties, key + ".hub")),
                    words(property(properties, key + ".agent"))));
        }
        return peers;
    }

    private static String property(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("the property " + key
                        + " is missing; a peer needs .name, .viewers (tcp or websocket), .hub and .agent"));
    }

    private static List<String> words(String command) {
        return List.of(command.split("\\s+"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> programs() {
        return Stream.of(hub.getFirst(), agent.getFirst()).distinct().toList();
    }

    @Override
    public Peer start(Desktops desktops) throws IOException, InterruptedException {
        Map<Service, Integer> ports = Scratch.ports();
        List<List<String>> commands = new ArrayList<>();
        for (Map.Entry<Service, Integer> entry : ports.entrySet()) {
            Map<String, Integer> values = Map.of(
                    "{listen}", entry.getValue(),
                    "{target}", desktops.port(entry.getKey()),
                    "{hub}", Scratch.freePort());
            commands.add(filled(hub, values));
            commands.add(filled(agent, values));
        }
        var traits = new ProgramPeer.Traits(name, viewers, true, Integer.MAX_VALUE);
        return ProgramPeer.start(traits, ports, new Scratch(), commands);
    }

    private List<String> filled(List<String> command, Map<String, Integer> values) {
        List<String> words = new ArrayList<>(List.of(program(command.getFirst())));
        for (String word : command.subList(1, command.size())) {
            String filled = word;
            for (Map.Entry<String, Integer> value : values.entrySet()) {
                filled = filled.replace(value.getKey(), String.valueOf(value.getValue()));
            }
            words.add(filled);
        }
        return words;
    }
}
