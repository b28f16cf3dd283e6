package io.streamspace.protocol.document;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where rules of the document are quoted. */
final class RuleReferences {
    private static final Pattern REFERENCE = Pattern.compile("P-\\d+\\.\\d+");
    private static final Set<String> KINDS = Set.of("java", "md", "ts", "tsx", "js", "html", "sql", "yml", "yaml");
    private static final Set<String> FOREIGN = Set.of("target", "node_modules", ".git", "vendor");

    private RuleReferences() {}

    /** The rules that each file of the project quotes. */
    static Map<String, Set<String>> inProject() throws IOException {
        Path root = Path.of("..").toRealPath();
        Map<String, Set<String>> found = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return FOREIGN.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Set<String> rules = KINDS.contains(extension(file)) ? rulesIn(file) : Set.of();
                if (!rules.isEmpty()) {
                    found.put(root.relativize(file).toString(), rules);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Set<String> rulesIn(Path file) throws IOException {
        return REFERENCE
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
