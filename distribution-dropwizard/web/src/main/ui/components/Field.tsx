import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password';
  autocomplete: string;
  testId: string;
  minLength?: number;
  hint?: string;
}

export function Field({ label, value, onChange, type = 'text', autocomplete, testId, minLength, hint }: Props): JSX.Element {
  const hintId = useId();
  return (
    <label>
      {label}
      <input
        type={type as 'text'} // the types of Preact want one literal
        data-testid={testId}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        {...(minLength ? { minLength } : {})}
        {...(hint ? { 'aria-describedby': hintId } : {})}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint && (
        <span id={hintId} class="quiet">
          {hint}
        </span>
      )}
    </label>
  );
}
