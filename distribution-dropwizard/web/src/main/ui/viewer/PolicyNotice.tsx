import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { ViewerController } from './controller';

const SHOWN = 5000;

/** Says when what this viewer may do changes, and for as long as it only watches. */
export function PolicyNotice({ controller }: { controller: ViewerController }): JSX.Element {
  const { notice, viewOnly, state } = controller;
  const [shown, setShown] = useState<string | undefined>();

  useEffect(() => {
    setShown(notice?.text);
    const timer = setTimeout(() => setShown(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <>
      <div class="policy-notice" role="status" data-testid="viewer-notice" data-shown={shown !== undefined}>
        {shown}
      </div>
      {viewOnly && state.kind === 'connected' && (
        <div class="watching" data-testid="viewer-watching">
          <Icon name="eye" size={14} /> view only
        </div>
      )}
    </>
  );
}
