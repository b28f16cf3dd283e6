import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Param } from '../api/types';

interface Props {
  param: Param;
  value: string;
  /** What the server said about the value. */
  error: string | undefined;
  onChange: (value: string) => void;
}

/** The control that fits a parameter's type, with its explanation and what is wrong with its value. */
export function ParamField({ param, value, error, onChange }: Props): JSX.Element {
  const id = useId();
  const hint = param.description ?? rangeOf(param);
  const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // Whoever cannot see the red line is taken to the field that it is about.
  useEffect(() => {
    if (error) control.current?.focus();
  }, [error]);

  const common = {
    ref: control,
    'data-testid': `param-${param.name}`,
    'aria-invalid': error !== undefined,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  };
  const explanation = (
    <>
      {hint && (
        <span id={`${id}-hint`} class="quiet">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} class="field-error" role="alert" data-testid={`param-error-${param.name}`}>
          {error}
        </span>
      )}
    </>
  );

  if (param.type === 'boolean') {
    return (
      <div class="param">
        <label class="check">
          <input
            {...common}
            type="checkbox"
            checked={value === 'true'}
            onChange={(event) => onChange(String(event.currentTarget.checked))}
          />
          {param.label}
        </label>
        {explanation}
      </div>
    );
  }
  return (
    <label>
      <span>
        {param.label}
        {!param.required && !param.default_value && <span class="quiet"> (optional)</span>}
      </span>
      {param.choices.length > 0 ? (
        <select {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {!param.choices.includes(value) && <option value="">{param.required ? 'Choose…' : 'None'}</option>}
          {param.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          {...keyboardOf(param)}
          type={(param.type === 'secret' ? 'password' : 'text') as 'text'} // the types of Preact want one literal
          autocomplete={param.type === 'secret' ? 'new-password' : 'off'}
          autocapitalize="none"
          spellcheck={false}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {explanation}
    </label>
  );
}

/** Text fields for numbers too: a number field hides what it does not understand, so that nobody could say what is wrong with it. */
function keyboardOf({ type }: Param): { inputMode?: 'numeric' | 'decimal'; placeholder?: string } {
  if (type === 'integer') return { inputMode: 'numeric' };
  if (type === 'number') return { inputMode: 'decimal' };
  return type === 'geometry' ? { placeholder: '1280x800' } : {};
}

function rangeOf({ min, max }: Param): string | undefined {
  if (min != null && max != null) return `From ${min} to ${max}`;
  if (min != null) return `At least ${min}`;
  return max == null ? undefined : `At most ${max}`;
}
