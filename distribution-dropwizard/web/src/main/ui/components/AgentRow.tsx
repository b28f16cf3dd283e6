import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { Agent, AgentStatus } from '../api/types';
import { ago, fullTime } from '../lib/time';
import { useAction } from '../lib/useAction';
import { CapacityBar } from './CapacityBar';
import { Confirm } from './Dialog';
import { Notice } from './Notice';

const TONES: Record<AgentStatus, string> = { online: 'good', warning: 'busy', offline: 'bad', draining: 'idle' };

interface Props {
  agent: Agent;
  now: number;
  onChanged: () => void;
}

export function AgentRow({ agent, now, onChanged }: Props): JSX.Element {
  const action = useAction();
  const [confirming, setConfirming] = useState(false);
  const draining = agent.draining ?? agent.status === 'draining';
  const labels = Object.entries(agent.labels ?? {});

  const change = async (work: () => Promise<unknown>) => {
    setConfirming(false);
    if (await action.run(work)) onChanged();
  };

  return (
    <li class="row" data-testid={`agent-row-${agent.agent_id}`}>
      <div class="row-main">
        <div class="row-title">
          <h3>{agent.agent_id}</h3>
          <span class={`badge ${TONES[agent.status] ?? 'idle'}`} data-testid={`agent-status-${agent.agent_id}`}>
            {agent.status}
          </span>
        </div>
        <p class="quiet row-facts">
          <span>{[agent.platform, agent.region].filter(Boolean).join(' · ')}</span>
          <span title={fullTime(agent.last_heartbeat)}>heartbeat {ago(agent.last_heartbeat, now)}</span>
          {agent.version && <span>version {agent.version}</span>}
          {labels.map(([key, value]) => (
            <code key={key}>{`${key}=${value}`}</code>
          ))}
        </p>
        <CapacityBar used={agent.active_sessions ?? 0} max={agent.capacity?.max_sessions} name={agent.agent_id} />
        {action.error && <Notice onDismiss={action.dismiss}>{action.error}</Notice>}
      </div>
      <div class="row-actions">
        <label class="check">
          <input
            type="checkbox"
            role="switch"
            data-testid={`drain-${agent.agent_id}`}
            checked={draining}
            disabled={action.busy}
            onChange={(event) => void change(() => api.drain(agent.agent_id, event.currentTarget.checked))}
          />
          Drain
        </label>
        {agent.status === 'offline' && (
          <button
            type="button"
            class="button danger"
            data-testid={`delete-agent-${agent.agent_id}`}
            aria-label={`Delete agent ${agent.agent_id}`}
            disabled={action.busy}
            onClick={() => setConfirming(true)}
          >
            Delete
          </button>
        )}
      </div>
      {confirming && (
        <Confirm
          title={`Delete agent ${agent.agent_id}?`}
          confirm="Delete"
          onConfirm={() => void change(() => api.removeAgent(agent.agent_id))}
          onCancel={() => setConfirming(false)}
        >
          Its key stops working. To come back it has to be enrolled again.
        </Confirm>
      )}
    </li>
  );
}
