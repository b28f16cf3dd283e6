package io.streamspace.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * What the modules may know of each other and of libraries: docs/decisions/0002-module-directions.md.
 *
 * @param root the package above the modules' packages
 */
record ArchitectureRules(String root) {
    /** Classes that add a {@code *ChannelInitializer} that was made elsewhere, to hand a channel over to it. */
    private static final Set<String> HAND_OVER = Set.of("NettyEndPoint");

    private static final List<String> WEB_SERVER = List.of(
            "io.dropwizard..", "org.eclipse.jetty..", "org.glassfish.jersey..", "jakarta.ws.rs..", "jakarta.servlet..");

    /** Calls whose result a seeded simulation cannot decide. */
    private static final Set<String> AMBIENT = Set.of(
            "java.time.Instant.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.LocalDateTime.now",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    /** The assembly points, where real time and randomness enter. */
    private static final Set<String> ASSEMBLY =
            Set.of("AgentBuilder", "AgentTunnel", "HubBuilder", "HubTunnel", "LeaseElection", "ThreadTimers");

    List<ArchRule> all() {
        return Stream.of(
                        modulesPointOneWay(),
                        internalStaysInside(),
                        confined(
                                "Netty",
                                List.of("io.netty.."),
                                "vnc..",
                                "hub.internal.netty..",
                                "agent.internal.netty..",
                                "server.connector.."),
                        confined("jOOQ", List.of("org.jooq.."), "hub.internal.store..", "hub.internal.db.."),
                        confined("the web server", WEB_SERVER, "server.."),
                        confined("fabric8", List.of("io.fabric8.."), "driver.k8s.."),
                        confined("docker-java", List.of("com.github.dockerjava.."), "driver.docker.."),
                        onlyInitializersAddHandlers(),
                        noAmbientTimeOrRandomness(),
                        finalUnlessExtended(),
                        nullMarked(),
                        namesSayWhatAClassDoes())
                .map(rule -> rule.allowEmptyShould(true))
                .toList();
    }

    private ArchRule modulesPointOneWay() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("protocol")
                .definedBy(in("protocol.."))
                .layer("vnc-netty")
                .definedBy(in("vnc.."))
                .layer("hub-core")
                .definedBy(in("hub.."))
                .layer("agent-sdk")
                .definedBy(in("agent.."))
                .layer("driver-k8s")
                .definedBy(in("driver.k8s.."))
                .layer("driver-docker")
                .definedBy(in("driver.docker.."))
                .layer("distribution")
                .definedBy(in("server.."))
                .whereLayer("protocol")
                .mayNotAccessAnyLayer()
                .whereLayer("vnc-netty")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("hub-core")
                .mayOnlyAccessLayers("protocol", "vnc-netty")
                .whereLayer("agent-sdk")
                .mayOnlyAccessLayers("protocol", "vnc-netty")
                .whereLayer("driver-k8s")
                .mayOnlyAccessLayers("protocol", "agent-sdk")
                .whereLayer("driver-docker")
                .mayOnlyAccessLayers("protocol", "agent-sdk")
                .as("protocol <- vnc-netty <- hub-core | agent-sdk <- driver-* <- distribution");
    }

    private ArchRule internalStaysInside() {
        return classes()
                .should(satisfy(
                        "use no other module's internal classes",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getPackageName())
                                .filter(name -> name.startsWith(root))
                                .allMatch(name -> mayUse(type.getPackageName(), name))))
                .as("what is internal to a module is used there only");
    }

    private ArchRule confined(String library, List<String> packages, String... homes) {
        return noClasses()
                .that(resideOutsideOfPackages(in(homes)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .as(library + " stays in " + String.join(", ", homes));
    }

    private ArchRule onlyInitializersAddHandlers() {
        return noClasses()
                .that(describe("are no *ChannelInitializer", type -> !isInitializer(type)))
                .should()
                .callMethodWhere(describe("adds a handler", ArchitectureRules::addsHandler))
                .as("only *ChannelInitializer adds handlers");
    }

    private ArchRule noAmbientTimeOrRandomness() {
        return noClasses()
                .that(resideInAnyPackage(in("protocol..", "vnc..", "hub..", "agent..")))
                // The demo desktop stands in for a machine: it lies beyond what a simulation drives.
                .and(resideOutsideOfPackages(in("agent.internal.demo..")))
                .and(describe("assemble nothing", type -> !ASSEMBLY.contains(outermost(type))))
                .should()
                .accessTargetWhere(describe("is ambient", access -> AMBIENT.contains(target(access))))
                .as("time and randomness are constructor arguments");
    }

    private ArchRule finalUnlessExtended() {
        return classes()
                .that(describe("are concrete", ArchitectureRules::isConcrete))
                .and(resideOutsideOfPackages(in("hub.internal.db..")))
                .should(satisfy(
                        "be final",
                        type -> type.getModifiers().contains(FINAL)
                                || !type.getSubclasses().isEmpty()))
                .as("concrete classes are final unless something extends them");
    }

    private ArchRule nullMarked() {
        return classes()
                .that(resideOutsideOfPackages(in("hub.internal.db..")))
                .should(satisfy(
                        "be in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)))
                .as("every package is @NullMarked");
    }

    private ArchRule namesSayWhatAClassDoes() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..")
                .orShould()
                .haveNameMatching(".*(Utils?|Impl|Helper|Manager)")
                .as("no util, common, impl, manager or helper");
    }

    private String[] in(String... packages) {
        return Arrays.stream(packages).map(name -> root + "." + name).toArray(String[]::new);
    }

    private static boolean mayUse(String from, String to) {
        var internal = (to + ".").indexOf(".internal.");
        return internal < 0 || (from + ".").startsWith(to.substring(0, internal + 1));
    }

    private static boolean isInitializer(JavaClass type) {
        var name = outermost(type);
        return name.endsWith("ChannelInitializer") || HAND_OVER.contains(name);
    }

    private static boolean addsHandler(JavaAccess<?> call) {
        return call.getTargetOwner().isAssignableTo("io.netty.channel.ChannelPipeline")
                && Stream.of("add", "replace").anyMatch(call.getName()::startsWith)
                && call.getOrigin().getAccessesFromSelf().stream()
                        .noneMatch(other -> isInitializer(other.getTargetOwner()));
    }

    private static boolean isConcrete(JavaClass type) {
        return type.isTopLevelClass()
                && !type.isInterface()
                && !type.isEnum()
                && !type.isRecord()
                && !type.getSimpleName().endsWith("Exception")
                && !type.getModifiers().contains(ABSTRACT)
                && !type.getSimpleName().equals("package-info");
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    /** The simple name of the top-level class that a nested, local or anonymous class is written in. */
    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElseGet(type::getSimpleName);
    }

    private static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> wanted) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(type, wanted.test(type), type.getName() + " should " + description));
            }
        };
    }
}
