import type { ComponentChildren, JSX } from 'preact';

export function Spinner(): JSX.Element {
  return <span class="spinner" aria-hidden="true" />;
}

/** Grey shapes where content is about to be, so that nothing jumps when it comes. */
export function Skeleton({ count, kind }: { count: number; kind: 'row' | 'card' }): JSX.Element {
  return (
    <div class={kind === 'card' ? 'cards' : 'rows'} role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class={`skeleton ${kind}`} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}
