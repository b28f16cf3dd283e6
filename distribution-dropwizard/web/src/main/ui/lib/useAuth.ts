import { useEffect, useState } from 'preact/hooks';
import { auth, type Credentials } from '../auth/store';

export function useAuth(): Credentials | undefined {
  const [credentials, setCredentials] = useState(auth.current());
  useEffect(() => auth.subscribe(setCredentials), []);
  return credentials;
}
