import type { JSX } from 'preact';

interface Props {
  used: number;
  max: number | undefined;
  /** Whose capacity it is, for screen readers. */
  name: string;
}

export function CapacityBar({ used, max, name }: Props): JSX.Element {
  if (!max) return <p class="quiet">{used} sessions</p>;
  const full = used / max;
  return (
    <div class="capacity">
      <div class="capacity-track" role="meter" aria-label={`Sessions on ${name}`} aria-valuemin={0} aria-valuemax={max} aria-valuenow={used}>
        <div class={`capacity-fill ${full >= 0.9 ? 'full' : ''}`} style={{ width: `${Math.min(100, full * 100)}%` }} />
      </div>
      <span class="quiet">
        {used} of {max} sessions
      </span>
    </div>
  );
}
