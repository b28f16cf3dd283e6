import type { JSX } from 'preact';
import type { Template } from '../api/types';
import { Spinner } from './Loading';
import { TemplateIcon } from './TemplateIcon';

interface Props {
  template: Template;
  starting: boolean;
  onStart: () => void;
  /** Where there is something to choose before the start. */
  onChoose: (() => void) | undefined;
}

export function TemplateCard({ template, starting, onStart, onChoose }: Props): JSX.Element {
  const name = template.display_name || template.name;
  return (
    <article class={`card ${template.available ? '' : 'unavailable'}`} data-testid={`template-card-${template.name}`}>
      <header class="card-head">
        <TemplateIcon icon={template.icon} name={name} />
        <div>
          <h3>{name}</h3>
          {template.category && <span class="quiet">{template.category}</span>}
        </div>
      </header>
      {template.description && <p class="card-text">{template.description}</p>}
      <footer class="card-foot">
        <span class="quiet">{resourcesOf(template)}</span>
        {onChoose && (
          <button
            type="button"
            class="button"
            data-testid={`options-${template.name}`}
            aria-label={`Options for ${name}`}
            disabled={!template.available || starting}
            onClick={onChoose}
          >
            Options
          </button>
        )}
        <button
          type="button"
          class="button primary"
          data-testid={`start-${template.name}`}
          aria-label={`Start ${name}`}
          disabled={!template.available || starting}
          onClick={onStart}
        >
          {starting && <Spinner />}
          Start
        </button>
      </footer>
      {!template.available && (
        <p class="card-reason">{template.unavailable_reason ?? 'No connected agent can run this at the moment.'}</p>
      )}
    </article>
  );
}

function resourcesOf({ resources }: Template): string {
  const cpu = resources?.cpu == null ? '' : `${resources.cpu} CPU`;
  const memory = resources?.memory ?? '';
  return [cpu, String(memory)].filter(Boolean).join(' · ');
}
