import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Template } from '../api/types';
import type { Polled } from '../lib/usePolled';
import { Empty, Skeleton } from './Loading';
import { Notice } from './Notice';
import { TemplateCard } from './TemplateCard';

interface Props {
  templates: Polled<Template[]>;
  /** The template whose start was just asked for. */
  starting: string | undefined;
  onStart: (template: string) => void;
  onChoose: (template: Template) => void;
}

export function TemplateGrid({ templates, starting, onStart, onChoose }: Props): JSX.Element {
  const { value, error } = templates;
  const [tag, setTag] = useState<string>();
  const tags = [...new Set(value?.flatMap((template) => template.tags ?? []))].toSorted();
  // A tag whose last template was removed meanwhile must not hide the others.
  const chosen = tag && tags.includes(tag) ? tag : undefined;
  return (
    <section aria-labelledby="templates-title">
      <h2 id="templates-title">Start a desktop</h2>
      {error && <Notice>{error}</Notice>}
      {!value && !error && <Skeleton count={3} kind="card" />}
      {value?.length === 0 && <Empty title="No templates">An administrator has to add one before a desktop can be started.</Empty>}
      {tags.length > 0 && (
        <div class="tags tag-filter" role="group" aria-label="Show templates with the tag" data-testid="template-tags">
          {tags.map((one) => (
            <button
              key={one}
              type="button"
              class="tag"
              data-testid={`template-tag-${one}`}
              aria-pressed={one === chosen}
              onClick={() => setTag(one === chosen ? undefined : one)}
            >
              {one}
            </button>
          ))}
        </div>
      )}
      {value && value.length > 0 && (
        <div class="cards">
          {value.filter((template) => !chosen || template.tags?.includes(chosen)).toSorted(availableFirst).map((template) => (
            <TemplateCard
              key={template.name}
              template={template}
              starting={starting === template.name}
              onStart={() => (mustChoose(template) ? onChoose(template) : onStart(template.name))}
              onChoose={template.params?.length ? () => onChoose(template) : undefined}
            />
          ))}
        </div>
      )}
    </section>
  );
}

/** Without a value of the user's it could not start. */
function mustChoose({ params }: Template): boolean {
  return params?.some((param) => param.required && !param.default_value) ?? false;
}

/** What can be started comes first; among equals the server's order stays. */
function availableFirst(a: Template, b: Template): number {
  return Number(b.available) - Number(a.available);
}
