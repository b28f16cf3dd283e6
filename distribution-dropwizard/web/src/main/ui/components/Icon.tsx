import type { JSX } from 'preact';

const SHAPES: Record<string, string> = {
  logo: 'M3 5.5h18v11H3zM8 20.5h8M12 16.5v4M7 13c2.5-5 4-1 5.5-2.5S15 8 17 9',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.5-4 4-6 8-6s7.5 2 8 6',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  alert: 'M12 8v5M12 16.5v.5M12 3l10 18H2z',
  back: 'M15 5l-7 7 7 7',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  reload: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5',
  clipboard: 'M9 4h6v3H9zM9 5.5H6V21h12V5.5h-3M9 12h6M9 16h6',
  keyboard: 'M2 6h20v12H2zM6 10h.01M10 10h.01M14 10h.01M18 10h.01M7 14h10',
  power: 'M7 6a8 8 0 1 0 10 0M12 3v8',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  moon: 'M20 14A8.5 8.5 0 1 1 10 4a7 7 0 0 0 10 10z',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  fit: 'M3 5h18v14H3zM8 9l-2 3 2 3M16 9l2 3-2 3',
};

/** Decorative: the control that holds it has the name. */
export function Icon({ name, size = 20 }: { name: string; size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name] ?? ''} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
