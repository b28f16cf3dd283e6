-- The values of a session's secret parameters, encrypted, and which key opens them. The spec holds none of them any more; what an
-- earlier version left there in clear the hub seals when it starts, since only it has the key.
ALTER TABLE sessions ADD COLUMN sealed JSONB;

-- Nobody needs the values of what is over.
UPDATE sessions SET spec = spec || '{"params": {}, "env": {}}' WHERE state = 'terminated';
UPDATE agent_commands
    SET payload = jsonb_set(payload, '{spec}', (payload -> 'spec') || '{"params": {}, "env": {}}')
    WHERE payload -> 'spec' IS NOT NULL AND status NOT IN ('pending', 'sent', 'ack');
