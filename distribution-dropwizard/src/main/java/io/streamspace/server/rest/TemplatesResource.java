package io.streamspace.server.rest;

import io.streamspace.hub.Templates;
import io.streamspace.server.http.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What sessions can be made from. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplatesResource {
    private final Templates templates;

    public TemplatesResource(Templates templates) {
        this.templates = templates;
    }

    @GET
    public List<TemplateJson> list() {
        return templates.list().stream()
                .map(template -> TemplateJson.of(template, templates.availability(template)))
                .toList();
    }

    @GET
    @Path("/{name}")
    public TemplateJson get(@PathParam("name") String name) {
        return templates
                .find(name)
                .map(template -> TemplateJson.of(template, templates.availability(template)))
                .orElseThrow(() -> ApiException.notFound("template_not_found", "There is no template of this name."));
    }
}
