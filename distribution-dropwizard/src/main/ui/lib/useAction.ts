import { useState } from 'preact/hooks';
import { messageOf } from '../api/errors';

export interface Action {
  busy: boolean;
  error: string | undefined;
  /** Runs one thing at a time; true if it succeeded. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  dismiss(): void;
}

/** Something that a person started: its button is busy meanwhile, and its error has a place beside the button. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (problem) {
      setError(messageOf(problem));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, dismiss: () => setError(undefined) };
}
