package io.streamspace.server;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds our modules to {@link ArchitectureRules}, and the rules to the violations planted in {@code …server.planted}. */
class ArchitectureTest {
    private static final String PLANTED = ArchitectureTest.class.getPackageName() + ".planted";
    private static final Pattern TEST_JAR = Pattern.compile(".*-(testing|faults|tck)\\.jar.*");

    private static final Pattern PLANTED_NAME = Pattern.compile(Pattern.quote(PLANTED) + "\\.[a-z.]*([A-Z]\\w+)");

    private static final Map<String, Set<String>> PLANTS = Map.ofEntries(
            entry(
                    "protocol <- vnc-netty <- hub-core | agent-sdk <- driver-* <- distribution",
                    Set.of("KnowsTheTunnel", "KnowsTheHub")),
            entry(
                    "Netty stays in vnc.., hub.internal.netty.., agent.internal.netty.., server.connector..",
                    Set.of("HoldsNetty")),
            entry("what is internal to a module is used there only", Set.of("ReachesInside")),
            entry("jOOQ stays in hub.internal.store.., hub.internal.db..", Set.of("HoldsJooq")),
            entry("the web server stays in server..", Set.of("HoldsDropwizard")),
            entry("fabric8 stays in driver.k8s..", Set.of("HoldsFabric8")),
            entry("docker-java stays in driver.docker..", Set.of("HoldsDockerJava")),
            entry("only *ChannelInitializer adds handlers", Set.of("AddsHandlers")),
            entry("time and randomness are constructor arguments", Set.of("ReadsTheClock")),
            entry("concrete classes are final unless something extends them", Set.of("IsOpen")),
            entry("every package is @NullMarked", Set.of("IsUnmarked")),
            entry("no util, common, impl, manager or helper", Set.of("SessionHelper")));

    @TestFactory
    Stream<DynamicTest> our_classes_keep() {
        var ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(ArchitectureTest::isNoTestJar)
                .importPackages("io.streamspace");

        return new ArchitectureRules("io.streamspace")
                .all().stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(ours)));
    }

    @TestFactory
    Stream<DynamicTest> only_its_planted_violations_break() {
        var planted = new ClassFileImporter().importPackages(PLANTED);

        return new ArchitectureRules(PLANTED)
                .all().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getDescription(),
                                () -> assertThat(offenders(rule, planted))
                                        .containsExactlyInAnyOrderElementsOf(PLANTS.get(rule.getDescription()))));
    }

    /** The simple names of the planted classes that a report of the rule mentions first in its lines. */
    private static Set<String> offenders(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails().stream()
                .map(line -> PLANTED_NAME.matcher(line))
                .filter(Matcher::find)
                .map(name -> name.group(1))
                .collect(toSet());
    }

    private static boolean isNoTestJar(Location location) {
        return !location.matches(TEST_JAR);
    }
}
