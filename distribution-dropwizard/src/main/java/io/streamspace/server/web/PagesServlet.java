package io.streamspace.server.web;

import io.streamspace.server.http.StatusErrors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves {@code /}, {@code /vnc-viewer/{id}} and {@code /assets/*}. The pages use relative addresses only, so they work
 * under any path that a proxy adds; hence the viewer's address must not end with a slash.
 */
public final class PagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ASSETS = "/assets/";
    private static final Pattern ASSET = Pattern.compile("[\\w-]+(\\.[\\w-]+)*(/[\\w-]+(\\.[\\w-]+)*)*");
    private static final Pattern VIEWER = Pattern.compile("/vnc-viewer/[^/]+");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String REVALIDATE = "no-cache";

    private final transient Map<String, Optional<Page>> pages = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.endsWith("/")
                && VIEWER.matcher(path.substring(0, path.length() - 1)).matches()) {
            redirectToSibling(request, response);
            return;
        }
        Optional<String> file = fileOf(path);
        Optional<Page> page = file.flatMap(name -> pages.computeIfAbsent(name, Page::load));
        if (page.isEmpty()) {
            StatusErrors.of(404).write(response, 404);
            return;
        }
        boolean hashed = path.startsWith(ASSETS + "chunk-");
        respond(request, response, page.get(), hashed ? FOR_EVER : REVALIDATE);
    }

    private static Optional<String> fileOf(String path) {
        if (path.equals("/")) {
            return Optional.of("index.html");
        }
        if (VIEWER.matcher(path).matches()) {
            return Optional.of("viewer.html");
        }
        return Optional.of(path)
                .filter(asset -> asset.startsWith(ASSETS))
                .map(asset -> asset.substring(ASSETS.length()))
                .filter(name -> ASSET.matcher(name).matches());
    }

    /** {@code /vnc-viewer/x/} goes to {@code ../x}, whatever a proxy has put before it. */
    private static void redirectToSibling(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        String id = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader("Location", "../" + id + query);
    }

    private static void respond(HttpServletRequest request, HttpServletResponse response, Page page, String caching)
            throws IOException {
        response.setHeader("Cache-Control", caching);
        response.setHeader("ETag", page.etag());
        String known = request.getHeader("If-None-Match");
        if (known != null && known.replace("--gzip", "").contains(page.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(page.type());
        response.setContentLength(page.content().length);
        response.getOutputStream().write(page.content());
    }
}
