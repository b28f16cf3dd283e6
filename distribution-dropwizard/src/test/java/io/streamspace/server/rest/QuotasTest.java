package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.Quota;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static RestServer server;
    private static TestApi admin;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_quota_is_set_shown_with_what_is_used_and_removed() throws Exception {
        var set = admin.call("PUT", "/api/v1/quotas/users/ada", "{\"max_sessions\":5,\"max_memory\":\"16Gi\"}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json())
                .hasToString("{\"kind\":\"user\",\"name\":\"ada\",\"max_sessions\":5,\"max_memory\":\"16Gi\","
                        + "\"used\":{\"sessions\":2,\"cpu\":1.5,\"memory\":\"1Gi\"}}");
        assertThat(server.hub.quotas.find(Quota.Subject.user("ada")))
                .contains(new Quota(Quota.Subject.user("ada"), 5, null, 16L << 30));
        assertThat(admin.get("/api/v1/quotas").json().findValuesAsText("name")).contains("ada");
        assertThat(admin.call("DELETE", "/api/v1/quotas/users/ada", null).status())
                .isEqualTo(204);
        assertThat(admin.call("DELETE", "/api/v1/quotas/users/ada", null).code())
                .isEqualTo("quota_not_found");
    }

    @Test
    void groups_and_every_user_have_quotas_too() throws Exception {
        admin.call("PUT", "/api/v1/quotas/groups/students", "{\"max_cpu\":20}");
        admin.call("PUT", "/api/v1/quotas/every-user", "{\"max_sessions\":2}");
        assertThat(server.hub.quotas.find(Quota.Subject.group("students"))).isPresent();
        assertThat(server.hub.quotas.find(Quota.Subject.EVERY_USER)).isPresent();
        assertThat(admin.call("DELETE", "/api/v1/quotas/groups/students", null).status())
                .isEqualTo(204);
        assertThat(admin.call("DELETE", "/api/v1/quotas/every-user", null).status())
                .isEqualTo(204);
    }

    @Test
    void wrong_quotas_are_refused_with_a_sentence() throws Exception {
        assertThat(message("{}")).contains("at least one of max_sessions");
        assertThat(message("{\"max_sessions\":-1}")).contains("must not be negative");
        assertThat(message("{\"max_memory\":\"much\"}")).contains("such as 512Mi");
    }

    private static String message(String body) throws Exception {
        var answer = admin.call("PUT", "/api/v1/quotas/users/ada", body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().get("message").asText();
    }

    @Test
    void a_user_is_put_into_a_group_and_out_of_it() throws Exception {
        var created = admin.call(
                "POST",
                "/api/v1/users",
                "{\"username\":\"grouped\",\"password\":\"long enough\",\"group\":\"students\"}");
        assertThat(created.json().get("group").asText()).isEqualTo("students");
        assertThat(admin.get("/api/v1/users").json().findValuesAsText("group")).contains("students");
        var changed = admin.call("PATCH", "/api/v1/users/grouped", "{\"group\":\"staff\"}");
        assertThat(changed.json().get("group").asText()).isEqualTo("staff");
        assertThat(admin.call("PATCH", "/api/v1/users/grouped", "{\"group\":\"\"}")
                        .json()
                        .has("group"))
                .isFalse();
        admin.call("PATCH", "/api/v1/users/grouped", "{\"group\":\"staff\"}");
        admin.call("DELETE", "/api/v1/users/grouped", null);
        assertThat(server.hub.quotas.groups()).doesNotContainKey("grouped");
        assertThat(admin.call("PATCH", "/api/v1/users/nobody", "{\"group\":\"staff\"}")
                        .code())
                .isEqualTo("user_not_found");
    }

    @Test
    void only_administrators_may_look_at_or_change_quotas() throws Exception {
        var user = server.user("curious");
        assertThat(user.get("/api/v1/quotas").status()).isEqualTo(403);
        assertThat(user.call("PUT", "/api/v1/quotas/users/curious", "{\"max_sessions\":99}")
                        .status())
                .isEqualTo(403);
        assertThat(user.call("PATCH", "/api/v1/users/curious", "{\"group\":\"staff\"}")
                        .status())
                .isEqualTo(403);
    }
}
