package io.streamspace.protocol.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.stream.StreamMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message of version 1 as a file, named {@code direction-type} or {@code direction-type-variant}. The files are never changed once their
 * version is released: they are what other releases send.
 */
record GoldenFile(Path path) {
    static final MessageCodec CODEC = new MessageCodec(() -> Instant.parse("2026-11-21T10:00:00Z"));

    private static final Path FOLDER = Path.of("src/test/resources/golden/v1");
    private static final ObjectMapper PLAIN = new ObjectMapper();

    static List<GoldenFile> all() throws IOException {
        return in(FOLDER);
    }

    /** The same messages as a later version may send them, with fields that this one does not know. */
    static List<GoldenFile> later() throws IOException {
        return in(FOLDER.resolve("later"));
    }

    /** The file of the same name without the later fields. */
    GoldenFile today() {
        return new GoldenFile(FOLDER.resolve(path.getFileName()));
    }

    /** Direction and type, such as {@code agent/hello}. */
    String key() {
        String[] parts = path.getFileName().toString().replace(".json", "").split("-");
        return parts[0] + "/" + parts[1];
    }

    /** The file without what is there for the eye. */
    String text() {
        try {
            return PLAIN.writeValueAsString(PLAIN.readTree(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object read() {
        return read(key(), text());
    }

    /** Reads a text as the one at the end of {@code key}'s direction would. */
    static Object read(String key, String text) {
        return switch (key.substring(0, key.indexOf('/'))) {
            case "agent" -> CODEC.readAgentMessage(text);
            case "hub" -> CODEC.readHubMessage(text);
            default -> CODEC.readStreamMessage(text);
        };
    }

    /** Writes a message that was read with {@code key}; some go in both directions. */
    static String write(String key, Object message) {
        if (message instanceof StreamMessage stream) {
            return CODEC.write(stream);
        }
        return key.startsWith("agent/") ? CODEC.write((AgentMessage) message) : CODEC.write((HubMessage) message);
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }

    private static List<GoldenFile> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(GoldenFile::new)
                    .toList();
        }
    }
}
