import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { Session, Template } from '../api/types';
import { Notice } from '../components/Notice';
import { OptionsDialog } from '../components/OptionsDialog';
import { SessionList } from '../components/SessionList';
import { StartDialog } from '../components/StartDialog';
import { TemplateGrid } from '../components/TemplateGrid';
import { titleOf } from '../lib/stages';
import { useAction } from '../lib/useAction';
import { usePolled } from '../lib/usePolled';
import { useSessions } from '../lib/useSessions';

/** Agents come and go, and with them what can be started. */
const TEMPLATES_EVERY = 15_000;

export function HomePage({ admin }: { admin: boolean }): JSX.Element {
  const [all, setAll] = useState(false);
  const sessions = useSessions(all);
  const templates = usePolled(api.templates, TEMPLATES_EVERY);
  const [begun, setBegun] = useState<Session>();
  const [choosing, setChoosing] = useState<Template>();
  const [starting, setStarting] = useState<string>();
  const start = useAction();

  const begin = async (template: string, request: () => Promise<Session>) => {
    setStarting(template);
    await start.run(async () => {
      const session = await request();
      sessions.apply(session);
      setBegun(session);
    });
    setStarting(undefined);
  };

  const templateOf = (session: Session) => templates.value?.find((template) => template.name === session.template);

  return (
    <>
      <h1 class="spoken">Desktops</h1>
      {start.error && <Notice onDismiss={start.dismiss}>{start.error}</Notice>}
      <SessionList
        sessions={sessions}
        templates={templates.value}
        all={admin ? all : undefined}
        onShowAll={setAll}
        onStartAgain={({ id, template }) => void begin(template, () => api.restart(id))}
      />
      <TemplateGrid
        templates={templates}
        starting={starting}
        onStart={(template) => void begin(template, () => api.start(template))}
        onChoose={setChoosing}
      />
      {choosing && (
        <OptionsDialog
          template={choosing}
          onStarted={(session) => {
            setChoosing(undefined);
            sessions.apply(session);
            setBegun(session);
          }}
          onClose={() => setChoosing(undefined)}
        />
      )}
      {begun && (
        <StartDialog key={begun.id} begun={begun} title={titleOf(begun, templateOf(begun))} onClose={() => setBegun(undefined)} />
      )}
    </>
  );
}
