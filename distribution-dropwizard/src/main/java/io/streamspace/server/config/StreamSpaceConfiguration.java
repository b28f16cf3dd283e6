package io.streamspace.server.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.ServerFactory;
import io.streamspace.server.connector.OnePortServerFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole configuration. Every value is there: {@link ConfigurationSource} puts the defaults beneath what is set. */
public final class StreamSpaceConfiguration extends Configuration {
    private final DatabaseConfiguration database;
    private final AuthConfiguration auth;
    private final HubConfiguration hub;
    private final ViewerConfiguration viewers;

    @JsonCreator
    StreamSpaceConfiguration(
            @JsonProperty("database") DatabaseConfiguration database,
            @JsonProperty("auth") AuthConfiguration auth,
            @JsonProperty("hub") HubConfiguration hub,
            @JsonProperty("viewers") ViewerConfiguration viewers) {
        this.database = database;
        this.auth = auth;
        this.hub = hub;
        this.viewers = viewers;
    }

    public DatabaseConfiguration database() {
        return database;
    }

    public AuthConfiguration auth() {
        return auth;
    }

    public HubConfiguration hub() {
        return hub;
    }

    public ViewerConfiguration viewers() {
        return viewers;
    }

    /** The server section. @throws ConfigurationProblem where it is not of our type */
    public OnePortServerFactory onePort() {
        ServerFactory factory = getServerFactory();
        if (factory instanceof OnePortServerFactory onePort) {
            return onePort;
        }
        throw new ConfigurationProblem(List.of("server.type must be one-port. Leave server.type out to get it."));
    }

    /** What no single value can tell. @throws ConfigurationProblem with a sentence for each thing that is wrong */
    public void check() {
        List<String> problems = Stream.of(auth.problem(), hub.problem())
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationProblem(problems);
        }
    }
}
