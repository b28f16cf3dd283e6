package io.streamspace.server.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The OpenAPI document. It is kept by hand; a test compares its paths and methods with the resources. */
@Path("/api/v1")
@PermitAll
public final class OpenApiResource {
    private final String yaml;
    private final String json;

    public OpenApiResource() {
        try (InputStream document =
                Objects.requireNonNull(OpenApiResource.class.getResourceAsStream("openapi.yaml"), "part of the jar")) {
            yaml = new String(document.readAllBytes(), StandardCharsets.UTF_8);
            json = new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(yaml));
        } catch (IOException broken) {
            throw new UncheckedIOException("openapi.yaml cannot be read", broken);
        }
    }

    @GET
    @Path("openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String json() {
        return json;
    }

    @GET
    @Path("openapi.yaml")
    @Produces("application/yaml")
    public String yaml() {
        return yaml;
    }
}
