import type { Progress, Session, Template } from '../api/types';

/** `pulling_image` reads "Pulling image"; a driver may name stages that this page has never heard of. */
export function stageName(stage: string): string {
  const words = stage.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Adds a report to the stages seen so far: the same stage again is news about it, another one is the next step. */
export function addStep(steps: Progress[], report: Progress): Progress[] {
  const last = steps.at(-1);
  if (last?.stage === report.stage) return [...steps.slice(0, -1), report];
  return [...steps.filter((step) => step.stage !== report.stage), report];
}

/** What can be said of a session that has no progress report yet. */
export function stepOf(session: Session): Progress {
  if (session.progress) return session.progress;
  return session.reason ? { stage: session.state, message: session.reason } : { stage: session.state };
}

/** What a person calls this session; its template may not be known (yet). */
export function titleOf(session: Session, template?: Template): string {
  return session.display_name || template?.display_name || session.template;
}
