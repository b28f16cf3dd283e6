package io.streamspace.server.rest;

import io.streamspace.hub.ViewerChange;
import io.streamspace.hub.Viewers;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.security.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who looks at a session and what they may do, for its owner and for administrators. */
@Path("/api/v1/sessions/{id}/viewers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ViewersResource {
    private final Viewers viewers;
    private final SessionAccess access;

    /** What to change; what is absent stays. */
    record ViewerRequest(
            @Nullable String mode,
            @Nullable String clipboard,
            @Nullable Long maxBytesPerSecond) {
        ViewerChange toChange() {
            if (mode == null && clipboard == null && maxBytesPerSecond == null) {
                throw ApiException.invalid(
                        "mode", "Say what to change: mode, clipboard, max_bytes_per_second or several of them.");
            }
            return new ViewerChange(
                    mode == null ? null : Fields.mode(mode),
                    clipboard == null
                            ? null
                            : ViewerWords.clipboard(clipboard)
                                    .orElseThrow(() -> ApiException.invalid(
                                            "clipboard", "clipboard is both, to_desktop, from_desktop or none.")),
                    maxBytesPerSecond);
        }
    }

    public ViewersResource(Viewers viewers, SessionAccess access) {
        this.viewers = viewers;
        this.access = access;
    }

    @GET
    public List<ViewerJson> list(@PathParam("id") String id, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        return viewers.list(id).stream().map(ViewerJson::of).toList();
    }

    @PATCH
    @Path("/{viewer}")
    public ViewerJson change(
            @PathParam("id") String id,
            @PathParam("viewer") String viewer,
            @Nullable ViewerRequest request,
            @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        return ViewerJson.of(viewers.change(id, viewer, Fields.body(request).toChange()));
    }

    @DELETE
    @Path("/{viewer}")
    public Response kick(
            @PathParam("id") String id, @PathParam("viewer") String viewer, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        viewers.kick(id, viewer);
        return Response.noContent().build();
    }

    /** To hand control over, let somebody else's viewer take over. */
    @POST
    @Path("/{viewer}/take_over")
    public ViewerJson takeOver(
            @PathParam("id") String id, @PathParam("viewer") String viewer, @Context SecurityContext context) {
        access.own(id, Caller.of(context));
        return ViewerJson.of(viewers.takeOver(id, viewer));
    }
}
