package io.streamspace.server.users;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Log-in tokens: JWT with HMAC-SHA-256. A token names its key and carries the user's token version, so that a new
 * secret, a new password or the end of the account makes it worthless. Checking one asks the database.
 */
public final class Tokens {
    private static final String ISSUER = "streamspace";
    private static final String VERSION = "ver";
    private static final String ROLE = "role";
    private static final int KEY_ID_LENGTH = 16;

    private final Users users;
    private final Duration lifetime;
    private final Clock clock;
    private final Algorithm algorithm;
    private final String keyId;
    private final JWTVerifier verifier;

    /** A token and its end. */
    public record Token(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "Token[value=***, expiresAt=" + expiresAt + "]";
        }
    }

    /** Who brings a good token, as the account stands now, and until when it is good. */
    public record Login(User user, Instant expiresAt) {}

    public Tokens(Users users, String secret, Duration lifetime, Clock clock) {
        this.users = users;
        this.lifetime = lifetime;
        this.clock = clock;
        this.algorithm = Algorithm.HMAC256(secret);
        this.keyId = keyId(secret);
        this.verifier = ((JWTVerifier.BaseVerification) JWT.require(algorithm)
                        .withIssuer(ISSUER)
                        .withClaimPresence(VERSION)
                        .withClaimPresence("exp"))
                .build(clock);
    }

    public Token issue(User user) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(lifetime);
        String value = JWT.create()
                .withKeyId(keyId)
                .withIssuer(ISSUER)
                .withSubject(user.username())
                .withClaim(ROLE, user.role().wireName())
                .withClaim(VERSION, user.tokenVersion())
                .withIssuedAt(now)
                .withExpiresAt(expiresAt)
                .sign(algorithm);
        return new Token(value, expiresAt);
    }

    /** Whose token it is, as the account stands now; empty where it is forged, expired or revoked. */
    public Optional<User> authenticate(String token) {
        return check(token).map(Login::user);
    }

    /** As {@link #authenticate}, with the token's end. */
    public Optional<Login> check(String token) {
        try {
            DecodedJWT decoded = verifier.verify(token);
            String username = decoded.getSubject();
            if (username == null || !keyId.equals(decoded.getKeyId())) {
                return Optional.empty();
            }
            long version = decoded.getClaim(VERSION).asLong();
            return users.find(username)
                    .filter(user -> user.tokenVersion() == version)
                    .map(user -> new Login(user, decoded.getExpiresAtAsInstant()));
        } catch (JWTVerificationException worthless) {
            return Optional.empty();
        }
    }

    private static String keyId(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Each Java platform must have SHA-256", impossible);
        }
    }
}
