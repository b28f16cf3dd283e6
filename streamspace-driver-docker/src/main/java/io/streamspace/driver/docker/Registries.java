package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DockerClientConfig;
import java.util.Optional;

/**
 * Log-ins to registries: those of the Docker configuration file, or the one that the driver's options name, which wins for its registry.
 *
 * @param configured reads the Docker configuration file
 * @param registry host of the registry that the options name, as it stands in front of images' names
 */
record Registries(DockerClientConfig configured, Optional<String> registry, Optional<AuthConfig> login) {
    /** Whoever has access to the image's registry; empty for anybody. */
    Optional<AuthConfig> login(String image) {
        if (login.isPresent()
                && registry.filter(host -> image.startsWith(host + "/")).isPresent()) {
            return login;
        }
        return Optional.ofNullable(configured.effectiveAuthConfig(image));
    }
}
