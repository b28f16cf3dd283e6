package io.streamspace.examples.process;

import static io.streamspace.examples.process.DriverFixture.SILENT;
import static io.streamspace.examples.process.DriverFixture.SPEC;
import static io.streamspace.examples.process.DriverFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.DriverLoader;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver as a third party's: a jar in the drivers folder, with a class loader of its own. */
@RequiresTigerVnc
class DriversFolderTest {
    @TempDir
    private Path directory;

    @Test
    void the_jar_alone_is_a_driver() throws Exception {
        Path drivers = Files.createDirectory(directory.resolve("drivers"));
        pack(Path.of("target/classes"), drivers.resolve("process-driver.jar"));

        SessionDriverFactory factory = DriverLoader.load(drivers).getFirst();

        assertThat(factory.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
        DriverContext context = new DriverContext("agent-1", directory.resolve("data"), Map.of(), Clock.systemUTC());
        try (SessionDriver driver = factory.open(context)) {
            assertThat(driver.start(ref("sess-1"), SPEC, SILENT).state()).isEqualTo(ObservedState.RUNNING);
            driver.destroy(ref("sess-1"));
            assertThat(driver.list()).isEmpty();
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
