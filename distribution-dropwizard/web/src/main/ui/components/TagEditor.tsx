import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { focusWhenShown } from '../lib/focus';
import { Icon } from './Icon';

interface Props {
  tags: string[];
  disabled: boolean;
  testId: string;
  onChange: (tags: string[]) => void;
}

/** Tags as chips. Enter or a comma adds what was typed, Escape gives up. */
export function TagEditor({ tags, disabled, testId, onChange }: Props): JSX.Element {
  const [typing, setTyping] = useState(false);

  // The field is emptied before it goes: losing the focus by that must not add what Escape gave up.
  const finish = (field: HTMLInputElement, keep: boolean) => {
    const tag = keep ? field.value.trim() : '';
    field.value = '';
    setTyping(false);
    if (tag && !tags.includes(tag)) onChange([...tags, tag]);
  };
  const keyPressed = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== ',' && event.key !== 'Escape') return;
    event.preventDefault();
    finish(event.currentTarget, event.key !== 'Escape');
  };

  return (
    <div class="tags" data-testid={testId}>
      {tags.map((tag) => (
        <span key={tag} class="tag">
          {tag}
          <button
            type="button"
            class="tag-remove"
            aria-label={`Remove tag ${tag}`}
            disabled={disabled}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      {!typing ? (
        <button type="button" class="tag-add" aria-label="Add a tag" disabled={disabled} onClick={() => setTyping(true)}>
          <Icon name="plus" size={12} /> tag
        </button>
      ) : (
        <input
          class="tag-input"
          aria-label="New tag"
          maxLength={40}
          ref={focusWhenShown}
          onKeyDown={keyPressed}
          onBlur={(event) => finish(event.currentTarget, true)}
        />
      )}
    </div>
  );
}
