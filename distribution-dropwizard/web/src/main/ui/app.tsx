import { render } from 'preact';
import { adoptTokenFromAddress } from './auth/login';
import { keepLoginFresh } from './auth/renewal';
import { beginAnewWhenBroughtBack } from './lib/freshPage';
import { Shell } from './pages/Shell';
import './styles/app.css';

// A refused token has been dropped by then, and the login page is what should show.
void adoptTokenFromAddress().catch(() => undefined);
keepLoginFresh();
beginAnewWhenBroughtBack();
render(<Shell />, document.getElementById('app')!);
