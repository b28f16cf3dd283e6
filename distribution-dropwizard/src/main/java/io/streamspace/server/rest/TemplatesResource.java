package io.streamspace.server.rest;

import io.streamspace.hub.Template;
import io.streamspace.hub.Templates;
import io.streamspace.server.catalogue.Catalogue;
import io.streamspace.server.http.ApiException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
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
        return templates.list().stream().map(this::json).toList();
    }

    @GET
    @Path("/{name}")
    public TemplateJson get(@PathParam("name") String name) {
        return templates
                .find(name)
                .map(this::json)
                .orElseThrow(() -> ApiException.notFound("template_not_found", "There is no template of this name."));
    }

    /** Adds a template, or puts it in the place of the one of that name. Takes the document of a template file. */
    @PUT
    @Path("/{name}")
    @Consumes({"application/yaml", MediaType.APPLICATION_JSON})
    @RolesAllowed("admin")
    public TemplateJson put(@PathParam("name") String name, InputStream document) {
        Template template = Catalogue.sent(document);
        if (!template.name().equals(name)) {
            throw ApiException.invalid("metadata.name", "metadata.name must be the name in the address, " + name + ".");
        }
        return json(templates.put(template));
    }

    /** Its sessions stay. */
    @DELETE
    @Path("/{name}")
    @RolesAllowed("admin")
    public void remove(@PathParam("name") String name) {
        if (templates.find(name).isEmpty()) {
            throw ApiException.notFound("template_not_found", "There is no template of this name.");
        }
        templates.remove(name);
    }

    private TemplateJson json(Template template) {
        return TemplateJson.of(template, templates.availability(template));
    }
}
