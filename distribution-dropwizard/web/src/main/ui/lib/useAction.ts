import { useState } from 'preact/hooks';
import { ApiError, messageOfAction } from '../api/errors';

export interface Action {
  busy: boolean;
  error: string | undefined;
  /** The field that the server refused; the error belongs beside it. */
  field: string | undefined;
  /** Runs one thing at a time; true if it succeeded. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  dismiss(): void;
}

/** Something that a person started: its button is busy meanwhile, and its error has a place beside the button. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ error: string; field: string | undefined }>();
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (thrown) {
      setProblem({ error: messageOfAction(thrown), field: thrown instanceof ApiError ? thrown.field : undefined });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error: problem?.error, field: problem?.field, run, dismiss: () => setProblem(undefined) };
}
