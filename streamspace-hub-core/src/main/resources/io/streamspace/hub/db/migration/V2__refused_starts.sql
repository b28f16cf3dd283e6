-- An agent that refused a session gets no other before it says that it has room.
ALTER TABLE agents ADD COLUMN refusing BOOLEAN NOT NULL DEFAULT FALSE;

-- When a session was last asked for: a start that an agent refuses does not begin the time for finding one anew.
ALTER TABLE sessions ADD COLUMN waiting_since TIMESTAMPTZ;
UPDATE sessions SET waiting_since = state_since;
ALTER TABLE sessions ALTER COLUMN waiting_since SET NOT NULL;
