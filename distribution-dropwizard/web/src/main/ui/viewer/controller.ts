import type RFB from '@novnc/novnc';
import type { RfbCredentials } from '@novnc/novnc';
import { resolveSocket } from '../api/base';
import { api } from '../api/calls';
import { ApiError, messageOf } from '../api/errors';
import { followSession } from '../api/sessionStream';
import type { Session, Ticket, ViewerPolicy, ViewMode } from '../api/types';
import { Backoff } from '../lib/backoff';
import { Pause } from '../lib/pause';
import { addStep, stepOf, titleOf } from '../lib/stages';
import { meaningOf, type CloseMeaning } from './closeCodes';
import { Desktop, type DesktopEnd } from './desktop';
import type { ViewerState } from './state';

/** A connection that lasted this long was a good one: the next reconnect starts with the shortest delay again. */
const HEALTHY = 2_000;

/** A pause that nobody notices is not shown. */
const SHORT_PAUSE = 500;

/**
 * Brings one session's desktop to the screen and keeps it there: gets a ticket, or waits until
 * the session runs and there is one, connects, and does it all again when the connection breaks. Every connection has a
 * ticket of its own, since a ticket is good for one.
 */
export class ViewerController {
  private current: ViewerState = { kind: 'loading' };
  private readonly listeners = new Set<() => void>();
  private readonly pause = new Pause();
  private readonly backoff = new Backoff();
  private running = new AbortController();
  private desktop: Desktop | undefined;
  private credentials: RfbCredentials = {};
  private resize = true;
  private name: string | undefined;
  private count = 0;
  private resumed = 0;
  private pauseLength = 0;
  private pauseShown: ReturnType<typeof setTimeout> | undefined;
  private clipboard = '';
  private told: ViewerPolicy | undefined;
  private news: { text: string } | undefined;
  private manages: boolean | undefined;
  /** noVNC is loaded beside the first requests, not before them. */
  private readonly library = import('@novnc/novnc');

  constructor(
    readonly sessionId: string,
    readonly mode: ViewMode,
    private readonly screen: () => HTMLElement,
  ) {}

  get state(): ViewerState {
    return this.current;
  }

  get desktopName(): string | undefined {
    return this.name;
  }

  /** How often a desktop's picture has come since the page was loaded. */
  get connections(): number {
    return this.count;
  }

  /** How often a desktop's stream went on after an interruption, without a new connection of noVNC. */
  get resumes(): number {
    return this.resumed;
  }

  /** Milliseconds for which the picture stood still the last time. */
  get lastPause(): number {
    return this.pauseLength;
  }

  get viewOnly(): boolean {
    return (this.told?.mode ?? this.mode) === 'view';
  }

  /** What the hub says that this viewer may do; undefined until it has. */
  get policy(): ViewerPolicy | undefined {
    return this.told;
  }

  /** The latest change of that, in words; a new object each time. */
  get notice(): { text: string } | undefined {
    return this.news;
  }

  /** Whether this person may say what the session's viewers do. */
  get mayManage(): boolean {
    return this.manages === true;
  }

  get remoteResize(): boolean {
    return this.resize;
  }

  /** What was last copied on the desktop. */
  get clipboardText(): string {
    return this.clipboard;
  }

  get rfb(): RFB | undefined {
    return this.current.kind === 'connected' ? this.desktop?.connection : undefined;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts, or starts anew after an end. */
  start(): void {
    this.running.abort();
    this.running = new AbortController();
    this.backoff.reset();
    void this.run(this.running.signal);
  }

  stop(): void {
    this.running.abort();
  }

  /** Connects anew at once, from whatever state. */
  reconnect(): void {
    if (this.current.kind === 'reconnecting') this.pause.hurry();
    else this.start();
  }

  async wake(): Promise<void> {
    const before = this.current;
    if (before.kind !== 'hibernated') return;
    try {
      const session = await api.wake(this.sessionId);
      if (this.current === before) this.show({ kind: 'waiting', session, steps: [stepOf(session)] });
    } catch (problem) {
      if (this.current === before) this.show({ ...before, error: messageOf(problem) });
    }
  }

  answerCredentials(credentials: RfbCredentials): void {
    // Kept in memory only, so that a reconnect does not ask again.
    this.credentials = credentials;
    this.desktop?.connection?.sendCredentials(credentials);
    this.show({ kind: 'connecting' });
  }

  setRemoteResize(resize: boolean): void {
    this.resize = resize;
    const rfb = this.desktop?.connection;
    if (rfb) rfb.resizeSession = resize && !this.viewOnly;
    this.changed();
  }

  private async run(signal: AbortSignal): Promise<void> {
    this.show({ kind: 'loading' });
    while (!signal.aborted) {
      const end = await this.attempt(signal).catch((problem: unknown) => fateOf(problem, this.count > 0));
      if (signal.aborted) return;
      if (end.final) return this.show({ kind: 'ended', title: end.title, message: end.message, resumable: end.resumable ?? false });
      const delay = this.backoff.next();
      this.show({ kind: 'reconnecting', at: Date.now() + delay, title: end.title, message: end.message });
      await this.pause.wait(delay, signal);
    }
  }

  private async attempt(signal: AbortSignal): Promise<CloseMeaning> {
    let ticket = await this.ticketAtOnce(signal);
    if (!ticket) {
      const session = await api.session(this.sessionId, signal);
      this.named(this.name ?? titleOf(session));
      const over = session.state === 'running' ? undefined : await this.untilRunning(session, signal);
      if (over) return over;
      ticket = await api.ticket(this.sessionId, this.mode, signal);
    }
    const end = await this.connect(ticket, signal);
    if (end.connectedFor > HEALTHY) this.backoff.reset();
    if (end.refusal === undefined) return meaningOf(end.code, end.connectedFor > 0, this.backoff.attempt);
    this.credentials = {};
    return { title: 'The desktop refused the connection', message: end.refusal, final: true };
  }

  /** Most sessions run when their page is opened: asking for the ticket first spares those a round trip. */
  private async ticketAtOnce(signal: AbortSignal): Promise<Ticket | undefined> {
    try {
      return await api.ticket(this.sessionId, this.mode, signal);
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 409) return undefined;
      throw problem;
    }
  }

  private async connect(ticket: Ticket, signal: AbortSignal): Promise<DesktopEnd> {
    this.show({ kind: 'connecting' });
    if (ticket.desktop_name) this.named(ticket.desktop_name);
    this.told = undefined;
    const { default: Rfb } = await this.library;
    const desktop = new Desktop(this.screen(), {
      connected: (rfb) => {
        this.count++;
        this.show({ kind: 'connected', paused: false });
        rfb.focus({ preventScroll: true });
        this.askWhetherManager();
      },
      named: (name) => name && this.named(name),
      clipboard: (text) => {
        this.clipboard = text;
        this.changed();
      },
      policy: (policy) => this.policyChanged(policy),
      credentials: (wanted) => this.show({ kind: 'credentials', wanted }),
      paused: () => {
        this.pauseShown = setTimeout(() => this.showPause(true), SHORT_PAUSE);
      },
      resumed: (milliseconds) => {
        clearTimeout(this.pauseShown);
        this.pauseLength = milliseconds;
        this.resumed++;
        this.showPause(false);
      },
    });
    this.desktop = desktop;
    const again = async () => socketUrl(await api.ticket(this.sessionId, this.mode, signal));
    const options = { viewOnly: this.viewOnly, remoteResize: this.resize, credentials: this.credentials };
    return desktop
      .run(Rfb, { url: socketUrl(ticket), again, ...options }, signal)
      .finally(() => clearTimeout(this.pauseShown));
  }

  private showPause(paused: boolean): void {
    if (this.current.kind === 'connected') this.show({ kind: 'connected', paused });
    else this.changed();
  }

  private policyChanged(policy: ViewerPolicy): void {
    const before = this.told;
    this.told = policy;
    if (before && before.mode !== policy.mode) {
      this.news = {
        text:
          policy.mode === 'view'
            ? 'You only watch now: control of this desktop was given to somebody else.'
            : 'You control this desktop now.',
      };
    } else if (before && before.clipboard !== policy.clipboard) {
      this.news = { text: 'What the clipboard may carry between you and this desktop has changed.' };
    }
    const rfb = this.desktop?.connection;
    if (rfb) {
      rfb.viewOnly = this.viewOnly;
      rfb.resizeSession = this.resize && !this.viewOnly;
    }
    this.changed();
  }

  /** The server knows; who may not is not shown what they could not use. */
  private askWhetherManager(): void {
    if (this.manages !== undefined) return;
    void api
      .viewers(this.sessionId)
      .then(() => (this.manages = true))
      .catch((problem: unknown) => {
        if (problem instanceof ApiError && !problem.temporary) this.manages = false;
      })
      .then(() => this.changed());
  }

  /** Follows a session that is not running until it is; gives the end if it comes to one instead. */
  private untilRunning(first: Session, signal: AbortSignal): Promise<CloseMeaning | undefined> {
    return new Promise((done) => {
      const finish = (end: CloseMeaning | undefined) => {
        unfollow();
        signal.removeEventListener('abort', aborted);
        done(end);
      };
      const aborted = () => finish(undefined);
      const look = (session: Session) => {
        if (session.state === 'running') return finish(undefined);
        const end = endOf(session);
        if (end) return finish(end);
        this.waitFor(session);
      };
      const unfollow = followSession(this.sessionId, {
        session: look,
        progress: (report) => {
          const state = this.current;
          if (state.kind === 'waiting') this.show({ ...state, steps: addStep(state.steps, report) });
        },
        refused: (error) => finish(fateOf(error, this.count > 0)),
      });
      signal.addEventListener('abort', aborted);
      look(first);
    });
  }

  private waitFor(session: Session): void {
    if (session.state === 'hibernated') return this.show({ kind: 'hibernated', session });
    const known = this.current.kind === 'waiting' ? this.current.steps : [];
    this.show({ kind: 'waiting', session, steps: addStep(known, stepOf(session)) });
  }

  private named(name: string): void {
    this.name = name;
    this.changed();
  }

  private show(state: ViewerState): void {
    this.current = state;
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function socketUrl(ticket: Ticket): URL {
  const url = resolveSocket(ticket.path);
  url.searchParams.set('ticket', ticket.ticket);
  url.searchParams.set('notices', 'policy');
  return url;
}

function endOf(session: Session): CloseMeaning | undefined {
  const message = session.error?.message ?? session.reason;
  if (session.state === 'failed') {
    return { title: 'The session failed', message: message ?? 'It can be started again from the list of sessions.', final: true };
  }
  if (session.state === 'terminated' || session.state === 'terminating') {
    return { title: 'The session has ended', message: message ?? 'It was stopped. Start a new one from the list of sessions.', final: true };
  }
  return undefined;
}

function fateOf(problem: unknown, wasConnected: boolean): CloseMeaning {
  const message = messageOf(problem);
  if (!(problem instanceof ApiError)) return { title: 'The viewer failed', message, final: true };
  // 409: the session left `running` between our look and the ticket; the next look shows where it went.
  if (problem.temporary || problem.status === 409) {
    return { title: wasConnected ? 'Connection lost' : 'Not connected', message, final: false };
  }
  if (problem.status === 404) return { title: 'No such session', message, final: true };
  return { title: 'Not allowed', message, final: true };
}
