package io.streamspace.benchmarks.peer;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * A tunnel to measure beside ours: another build of it, or the same with other options of the JVM.
 *
 * @param name the head of its column
 * @param words options for the JVMs; {@code classes=FOLDER} puts compiled classes before those of this build
 */
public record Variant(String name, List<String> words) {
    private static final String CLASSES = "classes=";

    /** This build as it is. */
    public static final Variant PLAIN = new Variant("StreamSpace", List.of());

    public Variant {
        words = List.copyOf(words);
    }

    /** From {@code NAME} or {@code NAME=OPTION OPTION …}. */
    public static Variant parse(String text) {
        String[] parts = text.split("=", 2);
        String name = PLAIN.name() + " " + parts[0];
        return new Variant(
                name, parts.length == 1 ? List.of() : List.of(parts[1].trim().split("\\s+")));
    }

    List<String> options() {
        return words.stream().filter(word -> !word.startsWith(CLASSES)).toList();
    }

    String classPath() {
        List<String> path = new ArrayList<>();
        words.stream()
                .filter(word -> word.startsWith(CLASSES))
                .map(word -> word.substring(CLASSES.length()))
                .forEach(path::add);
        path.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, path);
    }
}
