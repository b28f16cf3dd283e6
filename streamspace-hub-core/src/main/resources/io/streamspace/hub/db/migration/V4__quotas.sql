-- What the living sessions of a user or of a group may take together; null for any amount.
CREATE TABLE quotas (
    kind             VARCHAR(16)  NOT NULL CHECK (kind IN ('user', 'group', 'every_user')),
    -- Empty for every_user.
    name             VARCHAR(256) NOT NULL,
    max_sessions     INT,
    max_cpu          DOUBLE PRECISION,
    max_memory_bytes BIGINT,
    updated_at       TIMESTAMPTZ  NOT NULL,
    PRIMARY KEY (kind, name)
);

-- The one group of a user, if any.
CREATE TABLE user_groups (
    user_id    VARCHAR(256) PRIMARY KEY,
    group_name VARCHAR(256) NOT NULL,
    updated_at TIMESTAMPTZ  NOT NULL
);

CREATE INDEX idx_user_groups_group_name ON user_groups (group_name);
