import table from './close-codes.json';

/** What the page says and does after a connection has ended. */
export interface CloseMeaning {
  title: string;
  message: string;
  /** True if connecting again by itself would be wrong. */
  final: boolean;
  /** True if a person is expected to connect again. */
  resumable?: boolean;
}

/** `CloseCode` of the protocol, for viewers; a test of the distribution keeps the file in step with it. */
const CODES: Record<string, { name: string; retry: string; sentence: string } | undefined> = table;

/** What a person can do after an end that the page must not mend by itself. */
const ADVICE: Record<string, string | undefined> = {
  SESSION_ENDED: 'Start a new desktop whenever you need one.',
  KICKED: 'Ask them before you connect again.',
  FORBIDDEN: 'Ask its owner or an administrator for access.',
  SESSION_NOT_FOUND: 'It may have been removed.',
  VIEWER_PROTOCOL_ERROR: 'Reload the page to get the current viewer, then try again.',
};

const ABNORMAL = 1006;
const SUSPICIOUS_ATTEMPTS = 3;

export function meaningOf(code: number, wasConnected: boolean, attempts: number): CloseMeaning {
  const known = CODES[code];
  if (!known) return lost(unnamed(code, wasConnected, attempts));
  switch (known.retry) {
    case 'NEVER':
      return { title: withoutStop(known.sentence), message: ADVICE[known.name] ?? 'This page does not connect again by itself.', final: true };
    case 'BY_USER':
      return { title: withoutStop(known.sentence), message: 'The desktop is still there. Reconnect to go on.', final: true, resumable: true };
    default:
      return lost(known.sentence);
  }
}

function lost(message: string): CloseMeaning {
  return { title: 'Connection lost', message, final: false };
}

/** For closes that no part of ours wrote. */
function unnamed(code: number, wasConnected: boolean, attempts: number): string {
  if (code === ABNORMAL && !wasConnected && attempts >= SUSPICIOUS_ATTEMPTS) {
    return 'The server answers, but no WebSocket gets through. A proxy in between may have to be told to let them pass.';
  }
  return wasConnected ? 'The network or a proxy cut the connection.' : 'The desktop could not be connected.';
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
