package io.streamspace.protocol.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code PROTOCOL.md}: rules written by hand, and parts between marks that are written from the code. */
record ProtocolDocument(String text) {
    static final Path FILE = Path.of("PROTOCOL.md");

    private static final Pattern RULE = Pattern.compile("^\\*\\*(P-\\d+\\.\\d+)\\*\\* ", Pattern.MULTILINE);
    private static final Pattern PART =
            Pattern.compile("<!-- generated:([a-z-]+) -->\n(.*?)<!-- /generated -->", Pattern.DOTALL);

    static ProtocolDocument read() throws IOException {
        return new ProtocolDocument(Files.readString(FILE));
    }

    /** The numbers of the rules in the order in which they stand. */
    List<String> rules() {
        return RULE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** What was written by hand. */
    String prose() {
        return PART.matcher(text).replaceAll("");
    }

    /** The names of the generated parts. */
    List<String> parts() {
        return PART.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The document with all generated parts as {@code tables} has them now. */
    ProtocolDocument regenerated(Tables tables) {
        return new ProtocolDocument(
                PART.matcher(text).replaceAll(match -> Matcher.quoteReplacement(marked(match, tables))));
    }

    private static String marked(MatchResult match, Tables tables) {
        return "<!-- generated:" + match.group(1) + " -->\n" + tables.part(match.group(1)) + "<!-- /generated -->";
    }
}
