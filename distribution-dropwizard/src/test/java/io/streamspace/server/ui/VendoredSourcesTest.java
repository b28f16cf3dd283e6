package io.streamspace.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Code of others is kept as it was published: whoever must change it does so upstream or in a file of ours. */
class VendoredSourcesTest {
    private static final Path VENDOR = Path.of("web/src/main/ui/vendor");

    @Test
    void every_vendored_file_has_the_checksum_that_was_noted_when_it_came() throws Exception {
        Map<String, String> noted = Files.readAllLines(VENDOR.resolve("SHA256SUMS")).stream()
                .map(line -> line.split(" {2}", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));

        assertThat(present()).containsExactlyInAnyOrderEntriesOf(noted);
    }

    private static Map<String, String> present() throws IOException, NoSuchAlgorithmException {
        Map<String, String> checksums = new TreeMap<>();
        for (String name : new String[] {"preact", "novnc"}) {
            try (var files = Files.walk(VENDOR.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    String path = VENDOR.relativize(file).toString().replace('\\', '/');
                    checksums.put(path, HexFormat.of().formatHex(digest));
                }
            }
        }
        return checksums;
    }
}
