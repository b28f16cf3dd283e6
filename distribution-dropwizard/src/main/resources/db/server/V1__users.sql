CREATE TABLE server_users (
    username      TEXT PRIMARY KEY,
    role          TEXT        NOT NULL CHECK (role IN ('admin', 'user')),
    password_hash TEXT        NOT NULL,
    token_version BIGINT      NOT NULL DEFAULT 1,
    bootstrap     BOOLEAN     NOT NULL DEFAULT FALSE,
    created_at    TIMESTAMPTZ NOT NULL
);

COMMENT ON COLUMN server_users.token_version IS 'tokens carry it; a new password makes it grow, which revokes them';
COMMENT ON COLUMN server_users.bootstrap IS 'the password is the one from ADMIN_PASSWORD and follows it';
