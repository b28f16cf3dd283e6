package io.streamspace.hub.internal.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes of the hub's tables are checked in and are what jOOQ makes of the migrations. With {@code -Dstreamspace.tables.rewrite=true} they
 * are written anew: docs/decisions/0003-generated-jooq.md.
 */
class GeneratedTablesTest {
    private static final Path CHECKED_IN = Path.of("src/generated/java");

    @TempDir
    private Path made;

    @Test
    void the_classes_of_the_tables_are_what_the_migrations_make_of_them() throws Exception {
        try (var database = TestDatabase.create()) {
            generate(database.dataSource(), made);
        }
        if (Boolean.getBoolean("streamspace.tables.rewrite")) {
            replace(CHECKED_IN, made);
        }

        assertThat(sources(CHECKED_IN))
                .as("run this test with -DargLine=-Dstreamspace.tables.rewrite=true after a change of the migrations")
                .isEqualTo(sources(made));
    }

    private static void generate(DataSource database, Path output) throws Exception {
        var tool = new GenerationTool();
        tool.setDataSource(database);
        tool.run(new Configuration()
                .withLogging(Logging.WARN)
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema("public")
                                .withExcludes(".*schema_history")
                                .withOutputSchemaToDefault(true))
                        .withGenerate(new Generate().withGeneratedAnnotation(true))
                        .withTarget(new Target()
                                .withPackageName(GeneratedTablesTest.class.getPackageName())
                                .withDirectory(output.toString()))));
    }

    private static Map<String, String> sources(Path root) throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sources.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }

    private static void replace(Path old, Path with) throws IOException {
        try (var files = Files.walk(old)) {
            files.sorted(Comparator.reverseOrder()).forEach(GeneratedTablesTest::delete);
        }
        for (var source : sources(with).entrySet()) {
            var file = old.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
