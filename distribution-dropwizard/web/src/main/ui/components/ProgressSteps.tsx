import type { JSX } from 'preact';
import type { Progress } from '../api/types';
import { stageName } from '../lib/stages';

/** The stages of a start so far: those behind us with a tick, the current one with its reason and how far it is. */
export function ProgressSteps({ steps }: { steps: Progress[] }): JSX.Element {
  const last = steps.length - 1;
  return (
    <ol class="steps" aria-live="polite">
      {steps.map((step, index) => (
        <li
          key={step.stage}
          class={index < last ? 'step done' : 'step current'}
          {...(index === last ? { 'data-testid': 'progress-stage', 'data-stage': step.stage } : {})}
        >
          <span class="step-mark" aria-hidden="true" />
          <div class="step-text">
            <span class="step-name">{stageName(step.stage)}</span>
            {step.message && <span class="step-message">{step.message}</span>}
            {index === last && (step.fraction ?? 0) > 0 && (
              <progress max={1} value={step.fraction ?? 0} aria-label={stageName(step.stage)} />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
