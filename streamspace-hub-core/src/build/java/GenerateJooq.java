import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes the jOOQ classes of the hub's tables: starts a throw-away PostgreSQL, applies the Flyway migrations to it and
 * reads the result. Does nothing while migrations, generator and jOOQ are what they were at the last run. See
 * docs/decisions/0003-generated-jooq.md.
 *
 * <p>Arguments: migrations folder, output folder, package.
 */
final class GenerateJooq {
    private static final Path ITSELF = Path.of("src/build/java/GenerateJooq.java");

    private GenerateJooq() {}

    public static void main(String[] args) throws Exception {
        var migrations = Path.of(args[0]);
        var output = Path.of(args[1]);
        var stamp = output.resolveSibling("jooq.sha256");
        var inputs = inputs(migrations);
        var fingerprint = fingerprint(inputs);
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        Files.deleteIfExists(stamp);
        deleteTree(output);
        Files.createDirectories(output);
        if (inputs.size() > 1) {
            generate(migrations, output, args[2]);
        }
        Files.writeString(stamp, fingerprint);
        // Embedded PostgreSQL leaves a non-daemon thread behind for some seconds.
        System.exit(0);
    }

    private static void generate(Path migrations, Path output, String packageName) throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(new Configuration()
                    .withLogging(Logging.WARN)
                    .withJdbc(new Jdbc().withUrl(postgres.getJdbcUrl("postgres", "postgres")))
                    .withGenerator(new Generator()
                            .withDatabase(new Database()
                                    .withName("org.jooq.meta.postgres.PostgresDatabase")
                                    .withInputSchema("public")
                                    .withExcludes("flyway_schema_history")
                                    .withOutputSchemaToDefault(true))
                            .withGenerate(new Generate().withGeneratedAnnotation(true))
                            .withTarget(
                                    new Target().withPackageName(packageName).withDirectory(output.toString()))));
        }
    }

    private static List<Path> inputs(Path migrations) throws IOException {
        if (!Files.isDirectory(migrations)) {
            return List.of(ITSELF);
        }
        try (var files = Files.walk(migrations)) {
            return Stream.concat(Stream.of(ITSELF), files.filter(Files::isRegularFile))
                    .sorted()
                    .toList();
        }
    }

    private static String fingerprint(List<Path> inputs) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Constants.FULL_VERSION.getBytes(UTF_8));
        for (var input : inputs) {
            digest.update(input.toString().getBytes(UTF_8));
            digest.update(Files.readAllBytes(input));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
