-- When sessions end by themselves; null for never.
ALTER TABLE sessions ADD COLUMN idle_timeout_s BIGINT;
ALTER TABLE sessions ADD COLUMN max_duration_s BIGINT;
-- Known once the desktop first answered.
ALTER TABLE sessions ADD COLUMN ends_at TIMESTAMPTZ;

CREATE INDEX idx_sessions_ends_at ON sessions (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX idx_sessions_idle_timeout ON sessions (id) WHERE idle_timeout_s IS NOT NULL AND state = 'running';
