package io.streamspace.server.config;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code auth}: log-ins.
 *
 * @param jwtSecret signs tokens
 * @param adminPassword the first password of the user admin; empty to create none
 */
public record AuthConfiguration(
        String jwtSecret,
        @JsonDeserialize(using = DurationDeserializer.class) Duration tokenLifetime,
        String adminPassword) {
    /** Characters that a password must have at least. */
    public static final int MIN_PASSWORD_LENGTH = 8;

    static final int MIN_SECRET_LENGTH = 32;

    /** The password for the user admin, where one is configured. */
    public Optional<String> bootstrapPassword() {
        return Optional.of(adminPassword).filter(password -> !password.isEmpty());
    }

    Optional<String> problem() {
        if (jwtSecret.isBlank()) {
            return Optional.of("JWT_SECRET is not set: it must be %d or more random characters. A good value is %s."
                    .formatted(MIN_SECRET_LENGTH, Variable.JWT_SECRET.example()));
        }
        return jwtSecret.length() < MIN_SECRET_LENGTH
                ? Optional.of(Variable.JWT_SECRET.complaint(jwtSecret))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "AuthConfiguration[tokenLifetime=%s]".formatted(tokenLifetime);
    }
}
