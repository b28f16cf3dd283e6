import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/calls';
import type { Param, Session, Template } from '../api/types';
import { useAction } from '../lib/useAction';
import { Dialog } from './Dialog';
import { Spinner } from './Loading';
import { Notice } from './Notice';
import { ParamField } from './ParamField';

interface Props {
  template: Template;
  onStarted: (session: Session) => void;
  onClose: () => void;
}

/** What a template lets its user choose. The server checks the values; what it says about one stands at its field. */
export function OptionsDialog({ template, onStarted, onClose }: Props): JSX.Element {
  const params = template.params ?? [];
  const [values, setValues] = useState(() => Object.fromEntries(params.map((param) => [param.name, param.default_value ?? ''])));
  const start = useAction();
  const refused = params.find((param) => start.field === `params.${param.name}`);

  const change = (param: Param, value: string) => {
    setValues((known) => ({ ...known, [param.name]: value }));
    if (param === refused) start.dismiss();
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void start.run(async () => onStarted(await api.start(template.name, values)));
  };

  return (
    <Dialog title={`Start ${template.display_name || template.name}`} onClose={onClose} testId="options-dialog">
      <form noValidate onSubmit={submit}>
        {params.map((param) => (
          <ParamField
            key={param.name}
            param={param}
            value={values[param.name] ?? ''}
            error={param === refused ? start.error : undefined}
            onChange={(value) => change(param, value)}
          />
        ))}
        {start.error && !refused && <Notice>{start.error}</Notice>}
        <div class="dialog-buttons">
          <button type="button" class="button" data-testid="options-cancel" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary" data-testid="options-start" disabled={start.busy}>
            {start.busy && <Spinner />}
            Start
          </button>
        </div>
      </form>
    </Dialog>
  );
}
