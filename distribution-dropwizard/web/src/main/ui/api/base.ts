/**
 * Where the application lives. The bundles are in `<base>/assets/`, so the base is one folder up from
 * this module, whatever path a proxy put in front and whichever page loaded it (docs/decisions/0061).
 */
export const base = new URL('../', import.meta.url);

export function resolve(path: string): URL {
  return new URL(path, base);
}

/** The same place for a WebSocket: ws for http, wss for https. */
export function resolveSocket(path: string): URL {
  const url = resolve(path);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

export function viewerUrl(sessionId: string): string {
  return resolve(`vnc-viewer/${encodeURIComponent(sessionId)}`).href;
}

/** In a frame of someone else's page, whose navigation is not ours. */
export const framed = window.parent !== window;
