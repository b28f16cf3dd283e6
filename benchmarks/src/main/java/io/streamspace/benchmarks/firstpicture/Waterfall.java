package io.streamspace.benchmarks.firstpicture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When one start reached each stage.
 *
 * @param reached in milliseconds after the click; stages that nobody reported are absent
 */
record Waterfall(Map<Stage, Long> reached) {
    /** In the order in which they are reached. */
    enum Stage {
        /** The session is stored and waits for an agent. */
        QUEUED("queued"),
        /** An agent has it. */
        PLACED("placed"),
        /** The driver began to make it. */
        CREATING("creating"),
        /** Its desktop answers. */
        BOOTED("booted"),
        /** The viewer's page begins. */
        VIEWER("viewer page"),
        /** The viewer is connected to the desktop. */
        CONNECTED("tunnel"),
        /** The first picture that is not of one colour. */
        PICTURE("first picture");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Waterfall {
        reached = Map.copyOf(reached);
    }

    static Waterfall of(Person.Seen seen, List<Api.Event> events) {
        var at = new EnumMap<Stage, Long>(Stage.class);
        for (var event : events) {
            stageOf(event).ifPresent(stage -> at.putIfAbsent(stage, event.atMillis() - seen.clickedAt()));
        }
        at.put(Stage.VIEWER, seen.viewerAt() - seen.clickedAt());
        at.put(Stage.CONNECTED, seen.connectedAt() - seen.clickedAt());
        at.put(Stage.PICTURE, seen.pictureAt() - seen.clickedAt());
        return new Waterfall(at);
    }

    private static Optional<Stage> stageOf(Api.Event event) {
        if (event.name().equals("progress")) {
            return Optional.of(Stage.CREATING);
        }
        return switch (event.state()) {
            case "pending" -> Optional.of(Stage.QUEUED);
            case "starting" -> Optional.of(Stage.PLACED);
            case "running" -> Optional.of(Stage.BOOTED);
            default -> Optional.empty();
        };
    }

    boolean has(Stage stage) {
        return reached.containsKey(stage);
    }

    long at(Stage stage) {
        return reached.getOrDefault(stage, -1L);
    }
}
