package io.streamspace.driver.docker;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The images that sessions are made from. */
final class Images {
    /** When an image is pulled. */
    enum Policy {
        ALWAYS,
        IF_NOT_PRESENT,
        NEVER;

        static final String NAMES = "always, if-not-present or never";

        static Optional<Policy> of(String name) {
            return Arrays.stream(values())
                    .filter(policy ->
                            policy.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                    .findFirst();
        }
    }

    private final Engine engine;
    private final Registries registries;

    Images(Engine engine, Registries registries) {
        this.engine = engine;
        this.registries = registries;
    }

    boolean isPresent(String image) throws DriverException, InterruptedException {
        return engine.find(client -> client.inspectImageCmd(image).exec()).isPresent();
    }

    /** Sees to it that the image is there, in the way that the policy wants. */
    void ensure(String image, Policy policy, Progress progress) throws DriverException, InterruptedException {
        switch (policy) {
            case ALWAYS -> pull(image, progress);
            case IF_NOT_PRESENT -> {
                if (!isPresent(image)) {
                    pull(image, progress);
                }
            }
            case NEVER -> {
                if (!isPresent(image)) {
                    throw new DriverException(
                            Kind.IMAGE_UNAVAILABLE,
                            "The image " + image
                                    + " is not on the Docker host, and this agent may not pull it. Ask your administrator"
                                    + " to load it, or to allow pulling (driver option pull).");
                }
            }
        }
    }

    private void pull(String image, Progress progress) throws DriverException, InterruptedException {
        progress.report("pulling_image", "Pulling the image " + image, -1);
        var pull = new PullProgress(image, progress);
        try {
            PullImageCmd command = engine.client().pullImageCmd(named(image));
            Optional<AuthConfig> login = registries.login(image);
            login.ifPresent(command::withAuthConfig);
            command.exec(pull).awaitCompletion();
            pull.check(engine.host());
        } finally {
            // An engine goes on pulling only as long as somebody listens.
            pull.end();
        }
    }

    /** Without a tag the engine would pull all that there are. */
    private static String named(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return last.contains(":") || last.contains("@") ? image : image + ":latest";
    }
}
