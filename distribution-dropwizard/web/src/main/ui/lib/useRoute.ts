import { useEffect, useState } from 'preact/hooks';

export interface Route {
  path: string;
  query: URLSearchParams;
}

/** Routes are in the fragment (`#/agents`), since the server knows one page and the base path is a proxy's choice. */
export function useRoute(): Route {
  const [route, setRoute] = useState(parse);
  useEffect(() => {
    const changed = () => setRoute(parse());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}

function parse(): Route {
  const [path = '', query = ''] = location.hash.slice(1).split('?');
  return { path: path || '/', query: new URLSearchParams(query) };
}
