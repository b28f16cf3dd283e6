package io.streamspace.server.catalogue;

import io.streamspace.hub.HubException;
import io.streamspace.hub.Template;
import io.streamspace.hub.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The templates that come with the distribution, and those in a folder of the operator's. */
public final class Catalogue {
    private static final List<String> BUILT_IN = List.of("desktop", "firefox-browser", "developer-desktop", "demo");

    private Catalogue() {}

    /** The templates that come with the distribution. */
    public static List<Template> builtIn() {
        return BUILT_IN.stream().map(Catalogue::builtIn).toList();
    }

    private static Template builtIn(String name) {
        String file = name + ".yaml";
        try (InputStream yaml =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/" + file), file)) {
            return TemplateFile.read(yaml, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The templates in the {@code *.yaml} files of a folder, in the order of their names. */
    public static List<Template> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Catalogue::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The template in a document that an administrator sent, as YAML or JSON.
     *
     * @throws HubException {@code INVALID_REQUEST} with what is wrong and where
     */
    public static Template sent(InputStream document) {
        return TemplateFile.read(document, "");
    }

    private static Template read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return TemplateFile.read(yaml, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings the hub's templates up to date: a file of the operator's always counts; one of the distribution's only fills a gap, so that what
     * an administrator changed stays.
     */
    public static void install(Templates templates, @Nullable Path folder) {
        for (Template template : builtIn()) {
            if (templates.find(template.name()).isEmpty()) {
                templates.put(template);
            }
        }
        if (folder != null) {
            in(folder).forEach(templates::put);
        }
    }
}
