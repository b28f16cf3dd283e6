/** A refusal by the server, or the lack of any answer; `message` is written for the person at the screen. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** What the server asked us to wait, in milliseconds. */
    readonly retryAfter?: number,
    /** The field of the request that is wrong, such as `params.start_page`. */
    readonly field?: string,
  ) {
    super(message);
  }

  /** Whether the same request can succeed a moment later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): ApiError {
  return new ApiError(0, 'unreachable', 'The server does not answer. Check your network; this page tries again by itself.');
}

export async function refusal(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfter = seconds > 0 ? seconds * 1000 : undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isErrorBody(body)) {
    return new ApiError(response.status, body.code, body.message, retryAfter, body.field);
  }
  return new ApiError(response.status, `http_${response.status}`, fallbackMessage(response.status), retryAfter);
}

function isErrorBody(body: unknown): body is { code: string; message: string; field?: string } {
  return typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string' && 'code' in body;
}

/** For answers that a proxy wrote: they carry no sentence of ours. */
function fallbackMessage(status: number): string {
  if (status === 502 || status === 503 || status === 504) {
    return 'The server is not ready yet. Wait a moment and try again.';
  }
  if (status === 403) return 'You are not allowed to do this.';
  if (status === 404) return 'This does not exist (any more).';
  if (status >= 500) return `The server had a problem with this (HTTP ${status}). Try again in a moment.`;
  return `The server refused this with HTTP ${status}.`;
}

/** What a person's own action came to: unlike what a page keeps asking for, nobody repeats it but the person. */
export function messageOfAction(error: unknown): string {
  if (error instanceof ApiError && error.code === 'unreachable') return 'The server does not answer. Check your network, then try again.';
  return messageOf(error);
}

export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof Error && error.message ? error.message : 'Something went wrong. Reload the page and try again.';
}
