import { render } from 'preact';
import { adoptTokenFromAddress, loginUrl } from './auth/login';
import { keepLoginFresh } from './auth/renewal';
import { auth } from './auth/store';
import { beginAnewWhenBroughtBack } from './lib/freshPage';
import { ViewerController } from './viewer/controller';
import { EmbeddedViewer } from './viewer/embed';
import { ViewerApp } from './viewer/ViewerApp';
import './styles/viewer.css';

/** The page is `<base>/vnc-viewer/{id}`, with `?mode=view` for someone who only watches. */
function begin(): void {
  const id = decodeURIComponent(location.pathname.split('/').at(-1) ?? '');
  const mode = new URLSearchParams(location.search).get('mode') === 'view' ? 'view' : 'control';
  const controller = new ViewerController(id, mode, () => document.getElementById('screen')!);
  window.streamspaceViewer = new EmbeddedViewer(controller);
  auth.subscribe((credentials) => {
    if (credentials) return;
    controller.stop();
    location.replace(loginUrl());
  });
  keepLoginFresh();
  beginAnewWhenBroughtBack();
  render(<ViewerApp controller={controller} />, document.getElementById('viewer')!);
  controller.start();
}

const adopted = adoptTokenFromAddress().catch(() => undefined);
if (auth.current()) begin();
else void adopted.then(() => location.replace(loginUrl()));
