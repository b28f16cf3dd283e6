import { useCallback, useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/errors';

export interface Polled<T> {
  value: T | undefined;
  error: string | undefined;
  reload(): Promise<void>;
}

/** Reads now and then every so many milliseconds while the page is visible; keeps the last value through an error. */
export function usePolled<T>(read: () => Promise<T>, every: number): Polled<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<string>();
  const reload = useCallback(async () => {
    try {
      setValue(await read());
      setError(undefined);
    } catch (problem) {
      setError(messageOf(problem));
    }
  }, [read]);
  useEffect(() => {
    void reload();
    const timer = setInterval(() => document.visibilityState === 'visible' && void reload(), every);
    return () => clearInterval(timer);
  }, [reload, every]);
  return { value, error, reload };
}
