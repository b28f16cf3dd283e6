const STEPS: [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [30 * 86_400, 'day', 86_400],
  [Infinity, 'month', 30 * 86_400],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** "3 min. ago"; clocks that differ by a few seconds never show a time in the future. */
export function ago(time: string | undefined, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time ?? '')) / 1000));
  if (Number.isNaN(seconds)) return 'never';
  if (seconds < 5) return 'just now';
  const [, unit, length] = STEPS.find(([limit]) => seconds < limit) ?? STEPS[0]!;
  return relative.format(-Math.floor(seconds / length), unit);
}

/** "0:42", "12:05", "1:02:03" */
export function stopwatch(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}

/** "1 h 30 min" for PT1H30M; what has another form is shown as it is. */
export function lengthOf(duration: string): string {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$/.exec(duration);
  if (!parts) return duration;
  const named = ['h', 'min', 's'].map((unit, i) => (parts[i + 1] ? `${parts[i + 1]} ${unit}` : ''));
  return named.filter(Boolean).join(' ') || duration;
}

export function fullTime(time: string | undefined): string {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleString();
}
