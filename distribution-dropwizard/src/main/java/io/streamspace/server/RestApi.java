package io.streamspace.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.core.setup.Environment;
import io.streamspace.server.metrics.MetricsResource;
import io.streamspace.server.metrics.ServerMetrics;
import io.streamspace.server.rest.AgentsResource;
import io.streamspace.server.rest.AuthResource;
import io.streamspace.server.rest.ErrorMappers;
import io.streamspace.server.rest.EventStreams;
import io.streamspace.server.rest.OpenApiResource;
import io.streamspace.server.rest.QuotasResource;
import io.streamspace.server.rest.SessionAccess;
import io.streamspace.server.rest.SessionEventsResource;
import io.streamspace.server.rest.SessionsResource;
import io.streamspace.server.rest.SharesResource;
import io.streamspace.server.rest.StatusResource;
import io.streamspace.server.rest.TemplatesResource;
import io.streamspace.server.rest.TicketsResource;
import io.streamspace.server.rest.UsersResource;
import io.streamspace.server.rest.ViewersResource;
import io.streamspace.server.security.AuthenticationFilter;
import io.streamspace.server.users.LoginLimits;
import io.streamspace.server.users.Tokens;
import io.streamspace.server.users.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ServerProperties;

/**
 * All resources.
 *
 * @param viewersEnabled whether tickets are given out
 */
record RestApi(
        ServedHub hub,
        Users users,
        Tokens tokens,
        StartUp startUp,
        ServerMetrics metrics,
        InstantSource clock,
        boolean viewersEnabled) {
    void register(Environment environment) {
        speakSnakeCase(environment.getObjectMapper());
        EventStreams streams = new EventStreams(hub.sessions(), environment.getObjectMapper(), clock);
        streams.countIn(metrics.registry());
        environment.lifecycle().manage(streams);
        environment.lifecycle().addEventListener(streams);
        var jersey = environment.jersey();
        jersey.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        jersey.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        jersey.register(new AuthenticationFilter(tokens));
        Stream.of(resources(streams), ErrorMappers.all()).flatMap(List::stream).forEach(jersey::register);
    }

    private List<Object> resources(EventStreams streams) {
        SessionAccess access = new SessionAccess(hub.sessions(), hub.shares());
        return List.of(
                new AuthResource(users, tokens, new LoginLimits(clock)),
                new UsersResource(users, hub.sessions(), hub.quotas(), hub.shares()),
                new QuotasResource(hub.quotas()),
                new TemplatesResource(hub.templates()),
                new SessionsResource(hub.sessions(), access),
                new SessionEventsResource(hub.sessions(), access, streams),
                new TicketsResource(hub.tickets(), access, viewersEnabled),
                new ViewersResource(hub.viewers(), access),
                new SharesResource(hub.shares(), users, access),
                new AgentsResource(hub.agents()),
                new StatusResource(startUp::readiness),
                new MetricsResource(metrics),
                new OpenApiResource());
    }

    private static void speakSnakeCase(ObjectMapper json) {
        json.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }
}
