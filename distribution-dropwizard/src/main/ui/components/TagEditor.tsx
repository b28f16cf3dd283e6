import type { JSX } from 'preact';
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
  const [draft, setDraft] = useState<string>();

  const add = () => {
    const tag = (draft ?? '').trim();
    setDraft(undefined);
    if (tag && !tags.includes(tag)) onChange([...tags, tag]);
  };
  const keyPressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      setDraft(undefined);
    }
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
      {draft === undefined ? (
        <button type="button" class="tag-add" aria-label="Add a tag" disabled={disabled} onClick={() => setDraft('')}>
          <Icon name="plus" size={12} /> tag
        </button>
      ) : (
        <input
          class="tag-input"
          aria-label="New tag"
          maxLength={40}
          ref={focusWhenShown}
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={keyPressed}
          onBlur={add}
        />
      )}
    </div>
  );
}
