package io.streamspace.server.rest;

import io.streamspace.hub.Page;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists are bare arrays; where they go on stands in the headers {@code Link} and {@code X-Total-Count}. */
final class Paging {
    private static final String CURSOR = "cursor";

    private Paging() {}

    static Response respond(Page<?> page, List<?> items, UriInfo uri) {
        Response.ResponseBuilder response = Response.ok(items).header("X-Total-Count", page.totalCount());
        if (page.nextCursor() != null) {
            response.header("Link", "<" + next(uri, page.nextCursor()) + ">; rel=\"next\"");
        }
        return response.build();
    }

    /** Nothing but a query: relative to the request's own address, it is right behind any proxy. */
    private static String next(UriInfo uri, String cursor) {
        StringBuilder link = new StringBuilder("?");
        uri.getQueryParameters().forEach((name, values) -> {
            if (!name.equals(CURSOR)) {
                values.forEach(value -> link.append(encode(name))
                        .append('=')
                        .append(encode(value))
                        .append('&'));
            }
        });
        return link.append(CURSOR).append('=').append(encode(cursor)).toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
