import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { nextAfterLogin } from '../auth/login';
import { auth } from '../auth/store';
import { Header, type Tab } from '../components/Header';
import { Empty } from '../components/Loading';
import { useAuth } from '../lib/useAuth';
import { useRoute } from '../lib/useRoute';
import { AgentsPage } from './AgentsPage';
import { HomePage } from './HomePage';
import { LoginPage } from './LoginPage';
import { UsersPage } from './UsersPage';

const HOME: Tab = { path: '/', name: 'Desktops' };
const ADMIN: Tab[] = [
  { path: '/agents', name: 'Agents' },
  { path: '/users', name: 'Users' },
];

export function Shell(): JSX.Element | null {
  const route = useRoute();
  const credentials = useAuth();

  // A viewer page sends people here to log in, and wants them back.
  const next = credentials && nextAfterLogin(route.query);

  useEffect(() => {
    if (next) location.replace(next);
  }, [next]);
  useEffect(() => {
    const tab = [HOME, ...ADMIN].find(({ path }) => path === route.path);
    document.title = tab && tab !== HOME ? `${tab.name} · StreamSpace` : 'StreamSpace';
  }, [route.path]);

  if (!credentials) return <LoginPage expired={auth.expired} />;
  if (next) return null;

  const { user } = credentials;
  const admin = user.role === 'admin';
  const tabs = admin ? [HOME, ...ADMIN] : [HOME];
  return (
    <>
      <Header user={user} tabs={tabs} current={route.path} />
      {/* Another user is another page: nothing of the one before may stay on it. */}
      <main class="page" key={user.username}>
        {page(route.path, admin, user.username)}
      </main>
    </>
  );
}

function page(path: string, admin: boolean, me: string): JSX.Element {
  if (path === '/') return <HomePage admin={admin} />;
  if (path === '/agents' && admin) return <AgentsPage />;
  if (path === '/users' && admin) return <UsersPage me={me} />;
  return (
    <Empty title="There is no such page">
      <a href="#/">Go to your desktops</a>
    </Empty>
  );
}
