package io.streamspace.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.server.RunningServer;
import io.streamspace.server.TestServers;
import io.streamspace.server.rest.FakeHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The pages need no database: the server here has none that answers. */
class PagesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setPortNumbers(new int[] {1});
        server = TestServers.start(new FakeHub(), nowhere);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/vnc-viewer/sess-1", "/vnc-viewer/sess-1?mode=view", "/assets/app.js", "/assets/app.css"})
    void a_page_is_served_and_revalidated(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get(path, "If-None-Match", header(page, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(get(path, "If-None-Match", "\"old\"").statusCode()).isEqualTo(200);
    }

    @Test
    void html_names_nothing_by_an_absolute_path_so_that_a_proxy_may_add_one() throws Exception {
        for (String path : new String[] {"/", "/vnc-viewer/sess-1"}) {
            String html = get(path).body();
            assertThat(html).contains("<script").doesNotContain("=\"/").doesNotContain("='/");
        }
    }

    @Test
    void what_carries_a_hash_in_its_name_is_kept_for_ever() throws Exception {
        Matcher chunk =
                Pattern.compile("chunk-\\w+\\.js").matcher(get("/assets/app.js").body());
        assertThat(chunk.find()).isTrue();
        assertThat(header(get("/assets/" + chunk.group()), "Cache-Control")).contains("immutable");
    }

    @Test
    void the_viewers_address_with_a_slash_leads_to_the_one_without() throws Exception {
        HttpResponse<String> moved = get("/vnc-viewer/sess-1/?mode=view");
        assertThat(moved.statusCode()).isEqualTo(301);
        URI target = server.address().resolve("/vnc-viewer/sess-1/").resolve(header(moved, "Location"));
        assertThat(target.getPath()).isEqualTo("/vnc-viewer/sess-1");
        assertThat(target.getQuery()).isEqualTo("mode=view");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/none.js",
                "/assets/app.js/x",
                "/assets/.hidden",
                "/vnc-viewer/",
                "/vnc-viewer/a/b"
            })
    void anything_else_is_not_found(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }
}
