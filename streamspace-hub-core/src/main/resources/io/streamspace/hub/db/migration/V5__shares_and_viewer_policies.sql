-- What a session's template says about its viewers, as it was when the session was asked for.
ALTER TABLE sessions ADD COLUMN viewer_limits JSONB NOT NULL DEFAULT '{}';

-- The most that the viewer may be given later; a ticket without one stays in its mode.
ALTER TABLE tickets ADD COLUMN max_mode VARCHAR(16);

-- Who may open a session besides its owner.
CREATE TABLE session_shares (
    session_id VARCHAR(128) NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    VARCHAR(256) NOT NULL,
    mode       VARCHAR(16)  NOT NULL CHECK (mode IN ('control', 'view')),
    granted_by VARCHAR(256) NOT NULL,
    created_at TIMESTAMPTZ  NOT NULL,
    PRIMARY KEY (session_id, user_id)
);

CREATE INDEX idx_session_shares_user_id ON session_shares (user_id);

-- What was changed on somebody's viewer of a session, so that it also holds for their next one. A column without a value was not changed.
CREATE TABLE viewer_changes (
    session_id           VARCHAR(128) NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id              VARCHAR(256) NOT NULL,
    mode                 VARCHAR(16),
    clipboard            VARCHAR(16),
    max_bytes_per_second BIGINT,
    PRIMARY KEY (session_id, user_id)
);
