package io.streamspace.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.streamspace.server.TestServers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {
    private static final String SECRET = TestServers.JWT_SECRET;
    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_administrator_logs_in_with_the_configured_password() throws Exception {
        TestApi.Answer login = server.anonymous()
                .call("POST", "/api/v1/auth/login", TestApi.credentials("admin", TestServers.ADMIN_PASSWORD));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.json().get("user").get("role").asText()).isEqualTo("admin");
        assertThat(Instant.parse(login.json().get("expires_at").asText())).isAfter(Instant.now());
        assertThat(server.anonymous()
                        .as(login.json().get("token").asText())
                        .get("/api/v1/auth/me")
                        .json()
                        .get("username")
                        .asText())
                .isEqualTo("admin");
    }

    @Test
    void a_wrong_password_and_an_unknown_user_are_answered_alike() throws Exception {
        TestApi.Answer wrong =
                server.anonymous().call("POST", "/api/v1/auth/login", TestApi.credentials("admin", "wrong password"));
        TestApi.Answer unknown =
                server.anonymous().call("POST", "/api/v1/auth/login", TestApi.credentials("nobody", "wrong password"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.raw().body()).isEqualTo(unknown.raw().body()).contains("wrong_credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"username\":\"admin\"}", "{\"username\":\"\",\"password\":\"x\"}"})
    void a_log_in_without_name_or_password_names_the_field(String body) throws Exception {
        TestApi.Answer answer = server.anonymous().call("POST", "/api/v1/auth/login", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("field").asText()).isIn("username", "password");
    }

    @Test
    void guessing_is_stopped_for_a_while() throws Exception {
        server.user("guessed");
        for (int i = 0; i < 10; i++) {
            guess("guess " + i);
        }
        TestApi.Answer answer = guess("password of guessed");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too_many_attempts");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private static TestApi.Answer guess(String password) throws Exception {
        return server.anonymous().call("POST", "/api/v1/auth/login", TestApi.credentials("guessed", password));
    }

    @Test
    void a_fresh_token_is_given_for_a_good_one() throws Exception {
        TestApi user = server.user("refresher");
        TestApi.Answer answer = user.call("POST", "/api/v1/auth/refresh", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(user.as(answer.json().get("token").asText())
                        .get("/api/v1/auth/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_new_password_makes_all_tokens_worthless() throws Exception {
        TestApi user = server.user("changer");
        TestApi.Answer wrong = user.call(
                "POST",
                "/api/v1/auth/password",
                "{\"old_password\":\"nonsense\",\"new_password\":\"another password\"}");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("wrong_password");
        TestApi.Answer tooShort = user.call(
                "POST",
                "/api/v1/auth/password",
                "{\"old_password\":\"password of changer\",\"new_password\":\"short\"}");
        assertThat(tooShort.json().get("field").asText()).isEqualTo("new_password");

        TestApi.Answer changed = user.call(
                "POST",
                "/api/v1/auth/password",
                "{\"old_password\":\"password of changer\",\"new_password\":\"another password\"}");
        assertThat(changed.status()).isEqualTo(204);
        assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(server.anonymous()
                        .login("changer", "another password")
                        .get("/api/v1/auth/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokens_of_a_removed_user_are_worthless() throws Exception {
        TestApi user = server.user("leaver");
        assertThat(server.admin().call("DELETE", "/api/v1/users/leaver", null).status())
                .isEqualTo(204);
        assertThat(user.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void forged_expired_and_foreign_tokens_are_refused() throws Exception {
        DecodedJWT good = JWT.decode(server.admin().token());
        var expired = JWT.create()
                .withKeyId(good.getKeyId())
                .withIssuer("streamspace")
                .withSubject("admin")
                .withClaim("ver", 1)
                .withExpiresAt(Instant.now().minusSeconds(60));
        var foreignIssuer = JWT.create()
                .withKeyId(good.getKeyId())
                .withIssuer("somebody")
                .withSubject("admin")
                .withClaim("ver", 1)
                .withExpiresAt(Instant.now().plusSeconds(60));
        var endless = JWT.create()
                .withKeyId(good.getKeyId())
                .withIssuer("streamspace")
                .withSubject("admin")
                .withClaim("ver", 1);
        var otherKey = JWT.create()
                .withKeyId("0000")
                .withIssuer("streamspace")
                .withSubject("admin")
                .withClaim("ver", 1)
                .withExpiresAt(Instant.now().plusSeconds(60));
        Map<String, String> tokens = Map.of(
                "expired", expired.sign(Algorithm.HMAC256(SECRET)),
                "another issuer", foreignIssuer.sign(Algorithm.HMAC256(SECRET)),
                "without an end", endless.sign(Algorithm.HMAC256(SECRET)),
                "another key id", otherKey.sign(Algorithm.HMAC256(SECRET)),
                "another secret", foreignIssuer.withIssuer("streamspace").sign(Algorithm.HMAC256(SECRET + "x")),
                "no signature", foreignIssuer.sign(Algorithm.none()),
                "garbage", "abc.def.ghi",
                "nothing", "");
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            TestApi.Answer answer = server.anonymous().as(token.getValue()).get("/api/v1/auth/me");
            assertThat(answer.status()).as(token.getKey()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void the_administrators_password_follows_the_variable_until_somebody_chooses_another() throws Exception {
        var database = RestServer.freshDatabase();
        try (RestServer first = new RestServer(database)) {
            first.server.awaitReady(java.time.Duration.ofSeconds(30));
            first.admin();
        }
        try (RestServer second = new RestServer(database, "ADMIN_PASSWORD", "the second password")) {
            second.server.awaitReady(java.time.Duration.ofSeconds(30));
            TestApi admin = second.anonymous().login("admin", "the second password");
            admin.call(
                    "POST",
                    "/api/v1/auth/password",
                    "{\"old_password\":\"the second password\",\"new_password\":\"chosen by a person\"}");
        }
        try (RestServer third = new RestServer(database, "ADMIN_PASSWORD", "the third password")) {
            third.server.awaitReady(java.time.Duration.ofSeconds(30));
            third.anonymous().login("admin", "chosen by a person");
        }
    }
}
