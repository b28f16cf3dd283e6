-- Runs on PostgreSQL 12 and newer. All times are points in time; all state columns hold the wire names of the lifecycles' states.

CREATE TABLE agents (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id          VARCHAR(128) NOT NULL UNIQUE,
    platform          VARCHAR(128) NOT NULL,
    region            VARCHAR(128),
    status            VARCHAR(16)  NOT NULL DEFAULT 'offline'
        CHECK (status IN ('offline', 'online', 'warning', 'draining')),
    drain_requested   BOOLEAN      NOT NULL DEFAULT FALSE,
    key_hash          BYTEA        NOT NULL UNIQUE,
    -- Fences links: each accepted link takes the next number, and what comes from a lower one is refused.
    epoch             BIGINT       NOT NULL DEFAULT 0,
    leader_term       BIGINT       NOT NULL DEFAULT 0,
    websocket_conn_id VARCHAR(128),
    replica_id        VARCHAR(128),
    capacity          JSONB        NOT NULL DEFAULT '{"max_sessions": 0, "max_cpu": 0, "max_memory_bytes": 0}',
    -- What the last hello said of the agent itself.
    metadata          JSONB        NOT NULL DEFAULT '{}',
    last_heartbeat    TIMESTAMPTZ,
    connected_at      TIMESTAMPTZ,
    inventory_at      TIMESTAMPTZ,
    created_at        TIMESTAMPTZ  NOT NULL,
    updated_at        TIMESTAMPTZ  NOT NULL
);

CREATE INDEX idx_agents_status ON agents (status);
CREATE INDEX idx_agents_platform ON agents (platform);

CREATE TABLE templates (
    name       VARCHAR(128) PRIMARY KEY,
    definition JSONB        NOT NULL,
    updated_at TIMESTAMPTZ  NOT NULL
);

CREATE TABLE sessions (
    id                 VARCHAR(128) PRIMARY KEY,
    user_id            VARCHAR(256) NOT NULL,
    template           VARCHAR(128) NOT NULL,
    display_name       VARCHAR(256) NOT NULL,
    state              VARCHAR(16)  NOT NULL
        CHECK (state IN ('pending', 'starting', 'running', 'hibernating', 'hibernated', 'waking', 'terminating',
                         'terminated', 'failed')),
    desired_state      VARCHAR(16)  NOT NULL CHECK (desired_state IN ('running', 'hibernated', 'terminated')),
    -- Grows with each new instruction to the agent.
    generation         BIGINT       NOT NULL,
    -- Grows with each change of the row; every change says which version it expects.
    version            BIGINT       NOT NULL,
    agent_id           VARCHAR(128) REFERENCES agents (agent_id) ON DELETE SET NULL,
    platform           VARCHAR(128),
    region             VARCHAR(128),
    cluster_id         VARCHAR(128),
    requested_platform VARCHAR(128),
    requested_region   VARCHAR(128),
    -- What the driver is to start, and what it is called on each platform.
    spec               JSONB        NOT NULL,
    images             JSONB        NOT NULL,
    cpu                DOUBLE PRECISION NOT NULL,
    memory_bytes       BIGINT       NOT NULL,
    handle             VARCHAR(4096),
    platform_metadata  JSONB        NOT NULL DEFAULT '{}',
    error_code         VARCHAR(128),
    error_message      TEXT,
    reason             TEXT,
    tags               TEXT[]       NOT NULL DEFAULT '{}',
    progress_stage     VARCHAR(128),
    progress_message   TEXT,
    progress_fraction  DOUBLE PRECISION,
    created_at         TIMESTAMPTZ  NOT NULL,
    state_since        TIMESTAMPTZ  NOT NULL,
    deadline_at        TIMESTAMPTZ,
    started_at         TIMESTAMPTZ,
    last_activity_at   TIMESTAMPTZ,
    updated_at         TIMESTAMPTZ  NOT NULL
);

CREATE INDEX idx_sessions_user_id ON sessions (user_id, created_at DESC, id DESC);
CREATE INDEX idx_sessions_created_at ON sessions (created_at DESC, id DESC);
CREATE INDEX idx_sessions_agent_id ON sessions (agent_id);
CREATE INDEX idx_sessions_platform ON sessions (platform);
CREATE INDEX idx_sessions_tags ON sessions USING GIN (tags);
CREATE INDEX idx_sessions_deadline_at ON sessions (deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX idx_sessions_pending ON sessions (created_at) WHERE state = 'pending';

CREATE TABLE agent_commands (
    -- The order in which an agent gets its commands.
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_id      VARCHAR(128) NOT NULL UNIQUE,
    agent_id        VARCHAR(128) NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
    -- No reference: a session that only the agent knows is stopped by its id too.
    session_id      VARCHAR(128),
    command_type    VARCHAR(32)  NOT NULL,
    payload         JSONB        NOT NULL,
    generation      BIGINT       NOT NULL,
    status          VARCHAR(16)  NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'sent', 'ack', 'completed', 'failed', 'timeout', 'cancelled')),
    -- The link that carried it last.
    epoch           BIGINT       NOT NULL DEFAULT 0,
    -- How often it was sent.
    deliveries      INT          NOT NULL DEFAULT 0,
    result          JSONB,
    error_code      VARCHAR(128),
    error_message   TEXT,
    created_at      TIMESTAMPTZ  NOT NULL,
    sent_at         TIMESTAMPTZ,
    acknowledged_at TIMESTAMPTZ,
    completed_at    TIMESTAMPTZ,
    timeout_at      TIMESTAMPTZ  NOT NULL
);

CREATE INDEX idx_agent_commands_agent_id ON agent_commands (agent_id, id);
CREATE INDEX idx_agent_commands_session_id ON agent_commands (session_id);
CREATE INDEX idx_agent_commands_status ON agent_commands (status, timeout_at);

CREATE TABLE tickets (
    ticket_hash BYTEA        PRIMARY KEY,
    session_id  VARCHAR(128) NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id     VARCHAR(256) NOT NULL,
    mode        VARCHAR(16)  NOT NULL,
    origin      TEXT,
    expires_at  TIMESTAMPTZ  NOT NULL
);

CREATE INDEX idx_tickets_expires_at ON tickets (expires_at);
