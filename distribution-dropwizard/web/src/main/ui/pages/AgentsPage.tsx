import type { JSX } from 'preact';
import { api } from '../api/calls';
import { AgentRow } from '../components/AgentRow';
import { Empty, Skeleton } from '../components/Loading';
import { Notice } from '../components/Notice';
import { useNow } from '../lib/useNow';
import { usePolled } from '../lib/usePolled';

export function AgentsPage(): JSX.Element {
  const { value, error, reload } = usePolled(api.agents, 5000);
  const now = useNow(1000);
  return (
    <section aria-labelledby="agents-title">
      <h1 id="agents-title" class="page-title">
        Agents
      </h1>
      {error && <Notice>{error}</Notice>}
      {!value && !error && <Skeleton count={2} kind="row" />}
      {value?.length === 0 && (
        <Empty title="No agent has connected yet">
          Start one where desktops shall run, with this server's address as its <code>CONTROL_PLANE_URL</code>.
        </Empty>
      )}
      <ul class="rows">
        {value?.map((agent) => (
          <AgentRow key={agent.agent_id} agent={agent} now={now} onChanged={() => void reload()} />
        ))}
      </ul>
    </section>
  );
}
