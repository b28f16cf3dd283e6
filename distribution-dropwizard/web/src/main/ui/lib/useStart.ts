import { useEffect, useState } from 'preact/hooks';
import { followSession } from '../api/sessionStream';
import type { Progress, Session } from '../api/types';
import { addStep, stepOf } from './stages';

export interface Start {
  session: Session;
  steps: Progress[];
  live: boolean;
  /** Why the session cannot be followed. */
  error: string | undefined;
}

/** Follows one session on its way up. */
export function useStart(begun: Session): Start {
  const [session, setSession] = useState(begun);
  const [steps, setSteps] = useState([stepOf(begun)]);
  const [live, setLive] = useState(true);
  const [error, setError] = useState<string>();
  useEffect(
    () =>
      followSession(begun.id, {
        opened: () => setLive(true),
        lost: () => setLive(false),
        refused: (refusal) => setError(refusal.message),
        session: (changed) => {
          setSession(changed);
          setSteps((known) => addStep(known, stepOf(changed)));
        },
        progress: (report) => setSteps((known) => addStep(known, report)),
      }),
    [begun.id],
  );
  return { session, steps, live, error };
}
